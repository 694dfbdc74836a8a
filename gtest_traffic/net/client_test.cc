// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/net/server.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::HasSubstr;

// Runs one function on a fiber until it ends.
void run_on_fiber(const std::function<void(Reactor&)>& body) {
  Reactor reactor;
  Fiber fiber([&] {
    body(reactor);
    reactor.stop();
  });
  reactor.start(fiber);
  reactor.run();
}

class ClientTest : public testing::Test {
 protected:
  // Sends a request with its head made from method and target.
  Exchange send(Client& client, Method method, std::string_view target,
                std::string_view body = {}) {
    Exchange exchange;
    exchange.method = method;
    const std::string wire =
        std::string(to_string(method)) + " " + std::string(target) +
        " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
        std::string(body);
    client.send(exchange, wire, options_.read_timeout, arena_);
    return exchange;
  }

  BaseUrl target() const {
    return {.host = "127.0.0.1", .port = server_.port(), .path_prefix = {}};
  }

  Server server_;
  Arena arena_;
  ClientOptions options_;
};

TEST_F(ClientTest, KeepsOneConnectionForManyRequests) {
  server_.route("GET", "/hello",
                [](const ServerRequest&) { return ServerResponse{.body = "{}", .headers = {}}; });
  server_.start();
  const BaseUrl url = target();
  run_on_fiber([&](Reactor& reactor) {
    Client client(reactor, url, options_);
    for (int i = 0; i < 100; ++i) {
      const Exchange exchange = send(client, Method::kGet, "/hello");
      ASSERT_THAT(exchange.failure, Eq(Failure::kNone)) << exchange.failure_detail;
      EXPECT_EQ(exchange.status, 200);
      EXPECT_EQ(exchange.body, "{}");
    }
    EXPECT_EQ(client.connections_opened(), 1U);
  });
}

TEST_F(ClientTest, ReplacesAConnectionThatTheServerClosedWhileIdle) {
  server_.route_raw("GET", "/bye", [](const ServerRequest&, ServerConnection& connection) {
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    connection.close();
  });
  server_.start();
  const BaseUrl url = target();
  run_on_fiber([&](Reactor& reactor) {
    Client client(reactor, url, options_);
    for (int i = 0; i < 10; ++i) {
      const Exchange exchange = send(client, Method::kGet, "/bye");
      ASSERT_THAT(exchange.failure, Eq(Failure::kNone)) << exchange.failure_detail;
      EXPECT_EQ(exchange.body, "hi");
    }
    EXPECT_EQ(client.connections_opened(), 10U);
  });
}

TEST_F(ClientTest, TimesOutOnASilentServer) {
  server_.route_raw("GET", "/silent", [](const ServerRequest&, ServerConnection& connection) {
    connection.sleep(1h);
  });
  server_.start();
  options_.read_timeout = 30ms;
  const BaseUrl url = target();
  run_on_fiber([&](Reactor& reactor) {
    Client client(reactor, url, options_);
    const Exchange exchange = send(client, Method::kGet, "/silent");
    EXPECT_EQ(exchange.failure, Failure::kReadTimeout);
    EXPECT_EQ(exchange.status, 0);
    EXPECT_GE(exchange.timings.total, 30ms);
  });
}

TEST_F(ClientTest, SaysThatNothingListens) {
  server_.start();
  const BaseUrl url = target();
  server_.stop();
  run_on_fiber([&](Reactor& reactor) {
    Client client(reactor, url, options_);
    const Exchange exchange = send(client, Method::kGet, "/");
    EXPECT_EQ(exchange.failure, Failure::kRefused);
    EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr(url.host));
  });
}

TEST_F(ClientTest, SaysThatANameDoesNotResolve) {
  const BaseUrl url{.host = "no-such-host.invalid", .port = 80, .path_prefix = {}};
  run_on_fiber([&](Reactor& reactor) {
    Client client(reactor, url, options_);
    const Exchange exchange = send(client, Method::kGet, "/");
    EXPECT_EQ(exchange.failure, Failure::kDns);
    EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("no-such-host.invalid"));
  });
}

TEST_F(ClientTest, RefusesAPublicAddressUnderLoad) {
  options_.rule.local_only = true;
  const BaseUrl url{.host = "192.0.2.1", .port = 80, .path_prefix = {}};
  run_on_fiber([&](Reactor& reactor) {
    Client client(reactor, url, options_);
    const Exchange exchange = send(client, Method::kGet, "/");
    EXPECT_EQ(exchange.failure, Failure::kForbiddenTarget);
    EXPECT_THAT(std::string(exchange.failure_detail),
                HasSubstr("--traffic_allow_target=192.0.2.1"));
  });
}

}  // namespace
}  // namespace traffic
