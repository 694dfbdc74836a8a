// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "gtest_traffic/client/testing/caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/connections.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::HasSubstr;

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

TEST(ConnectionTest, ReusesConnection) {
  Server server;
  server.route("GET", "/hello",
               [](const ServerRequest&) { return ServerResponse{.body = "{}", .headers = {}}; });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    for (int i = 0; i < 100; ++i) {
      const Exchange exchange = caller.get("/hello");
      ASSERT_THAT(exchange.failure, Eq(Failure::kNone)) << exchange.failure_detail;
      EXPECT_EQ(exchange.status, 200);
      EXPECT_EQ(exchange.body, "{}");
      EXPECT_EQ(exchange.timings.connect > Duration(0), i == 0);
    }
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST(ConnectionTest, ReplacesClosedIdleConnection) {
  Server server;
  server.route_raw("GET", "/bye", [](const ServerRequest&, ServerConnection& connection) {
    connection.write(kOk);
    connection.close();
  });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    for (int i = 0; i < 10; ++i) {
      const Exchange exchange = caller.get("/bye");
      ASSERT_THAT(exchange.failure, Eq(Failure::kNone)) << exchange.failure_detail;
      EXPECT_EQ(exchange.body, "hi");
      wait_until_peer_ends(server.port());
    }
    EXPECT_EQ(caller.connections_opened(), 10U);
  });
}

TEST(ConnectionTest, ClearsStateOfFailedRequest) {
  std::atomic<int> seen{0};
  Server server;
  server.route_raw("GET", "/", [&](const ServerRequest&, ServerConnection& connection) {
    if (++seen == 1) {
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
      connection.close();
    }
    connection.write("HTTP/1.1 204 No Content\r\n\r\n");
  });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    Exchange exchange = caller.get("/");
    EXPECT_EQ(exchange.failure, Failure::kClosed);
    EXPECT_EQ(exchange.status, 0);
    EXPECT_EQ(exchange.body, "half");  // available for diagnosis
    exchange = caller.get("/");
    EXPECT_EQ(exchange.failure, Failure::kNone);
    EXPECT_EQ(exchange.failure_detail, "");
    EXPECT_EQ(exchange.status, 204);
    EXPECT_EQ(exchange.body, "");
  });
}

// Says that it closes idle connections after a time, but leaves them open.
class Announcer {
 public:
  explicit Announcer(const std::string& keep_alive) {
    server.route("GET", "/", [keep_alive](const ServerRequest&) {
      return ServerResponse{.body = "{}", .headers = {{"Keep-Alive", keep_alive}}};
    });
    server.start();
  }
  Server server;
};

TEST(ConnectionTest, LeavesConnectionThatServerIsAboutToClose) {
  const Announcer target("timeout=0, max=100");
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, target.server);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(caller.get("/").status, 200);
    EXPECT_EQ(caller.connections_opened(), 3U);
  });
}

TEST(ConnectionTest, ReusesConnectionBeforeServerCloses) {
  const Announcer target("timeout=3600");
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, target.server);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(caller.get("/").status, 200);
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST(ConnectionTest, ReplacesConnectionThatWasIdleTooLong) {
  Server server;
  server.route("GET", "/", [](const ServerRequest&) { return ServerResponse{}; });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    for (const Duration most : {Duration(0), Duration(1)}) {
      Caller caller(reactor, server, {.max_idle = most});
      for (int i = 0; i < 3; ++i) EXPECT_EQ(caller.get("/").status, 200);
      EXPECT_EQ(caller.connections_opened(), 3U);
    }
  });
}

TEST(ConnectionTest, ReportsRefusedConnection) {
  Server server;
  server.start();
  server.stop();
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    const Exchange exchange = caller.get("/");
    EXPECT_EQ(exchange.bytes_sent, 0U);
    EXPECT_EQ(exchange.failure, Failure::kRefused);
    EXPECT_THAT(std::string(exchange.failure_detail),
                HasSubstr("127.0.0.1:" + std::to_string(server.port())));
  });
}

// Sends a request to an unreachable target.
Exchange try_to_reach(const std::string& host, const ClientSettings& settings, Arena& arena) {
  Exchange exchange;
  run_on_fiber([&](Reactor& reactor) {
    WireSender sender(reactor, {.host = host}, settings, arena);
    exchange = *sender.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").last;
  });
  return exchange;
}

TEST(ConnectionTest, ReportsUnresolvedName) {
  Arena arena;
  const Exchange exchange = try_to_reach("no-such-host.invalid", {}, arena);
  EXPECT_EQ(exchange.failure, Failure::kDns);
  EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("no-such-host.invalid"));
}

TEST(ConnectionTest, RejectsPublicAddressUnderLoad) {
  Arena arena;
  ClientSettings settings;
  settings.rule.local_only = true;
  const Exchange exchange = try_to_reach("192.0.2.1", settings, arena);
  EXPECT_EQ(exchange.failure, Failure::kForbiddenTarget);
  EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("--traffic_allow_target=192.0.2.1"));
}

}  // namespace
}  // namespace traffic::detail
