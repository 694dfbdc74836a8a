// SPDX-License-Identifier: Apache-2.0
// Tests idle connections and the behavior of their peers.
#include <gtest/gtest.h>

#include <memory>

#include "gtest_traffic/client/connection.h"
#include "gtest_traffic/client/testing/caller.h"
#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/connections.h"
#include "gtest_traffic/net/testing/test_proxy.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kIdleHi = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

// Answers, and changes the connection shortly afterwards.
class Restless {
 public:
  explicit Restless(const TlsServerOptions& tls = {}) {
    add("/closes", [](ServerConnection& connection) { connection.close(); });
    add("/cuts", [](ServerConnection& connection) { connection.cut(); });
    add("/resets", [](ServerConnection& connection) { connection.reset(); });
    add("/speaks", [](ServerConnection& connection) {
      connection.write("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
    });
    server.route_raw("GET", "/closes_at_once",
                     [](const ServerRequest&, ServerConnection& connection) {
                       connection.write(kIdleHi);
                       connection.close();
                     });
    server.route("GET", "/stays", [](const ServerRequest&) { return ServerResponse{}; });
    server.start({.tls = tls});
  }
  Server server;

 private:
  template <class Act>
  void add(std::string_view path, Act act) {
    server.route_raw("GET", path, [act](const ServerRequest&, ServerConnection& connection) {
      connection.write(kIdleHi);
      connection.sleep(20ms);
      act(connection);
    });
  }
};

// Waits on the idle connection until our side closes it; gives up after a long time.
void expect_closed(Reactor& reactor, std::uint16_t port) {
  const Time deadline = Clock::now() + 30s;
  while (open_connections_to(port) > 0 && Clock::now() < deadline) {
    reactor.sleep_until(Clock::now() + 5ms);
  }
  EXPECT_EQ(open_connections_to(port), 0U);
}

constexpr const char* kPaths[] = {"/closes", "/cuts", "/resets", "/speaks", "/closes_at_once"};

TEST(ConnectionIdleTest, ClosesConnectionClosedByPeer) {
  Restless target;
  for (const char* path : kPaths) {
    SCOPED_TRACE(path);
    run_on_fiber([&](Reactor& reactor) {
      Caller caller(reactor, target.server);
      EXPECT_EQ(caller.get(path).body, "hi");
      expect_closed(reactor, target.server.port());
      // The next request uses a new connection, and the end of the old one is not reported.
      EXPECT_EQ(caller.get("/stays").status, 200);
      EXPECT_EQ(caller.connections_opened(), 2U);
    });
  }
}

TEST(ConnectionIdleTest, KeepsOpenConnection) {
  Restless target;
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, target.server);
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(caller.get("/stays").status, 200);
      reactor.sleep_until(Clock::now() + 20ms);
    }
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST(ConnectionIdleTest, DetectsClosedTlsConnection) {
  TestAuthority authority;
  const KeyPair pair = authority.issue();
  Restless target({.certificate_file = pair.certificate, .key_file = pair.key});
  for (const char* path : kPaths) {
    SCOPED_TRACE(path);
    run_on_fiber([&](Reactor& reactor) {
      TlsCaller caller(reactor, target.server.port(), {.ca_file = authority.file()});
      EXPECT_EQ(caller.get(path).failure, Failure::kNone);
      expect_closed(reactor, target.server.port());
      EXPECT_EQ(caller.get("/stays").status, 200);
      // Data after the handshake, such as session tickets, does not end a connection.
      EXPECT_EQ(caller.get("/stays").status, 200);
      EXPECT_EQ(caller.connections_opened(), 2U);
    });
  }
}

TEST(ConnectionIdleTest, DetectsClosedTunnel) {
  TestAuthority authority;
  const KeyPair pair = authority.issue({.names = "DNS:shop.example"});
  Restless target({.certificate_file = pair.certificate, .key_file = pair.key});
  const TestProxy proxy(target.server.port());
  const ClientSettings settings{.proxies = proxy_for_all(*parse_proxy(proxy.url())),
                                .tls = {.ca_file = authority.file()}};
  run_on_fiber([&](Reactor& reactor) {
    Arena arena;
    WireSender sender(reactor, {.tls = true, .host = "shop.example", .port = 443}, settings, arena);
    const Exchange& exchange = *sender.send("GET /closes HTTP/1.1\r\nHost: test\r\n\r\n").last;
    EXPECT_EQ(exchange.status, 200) << exchange.failure_detail;
    expect_closed(reactor, proxy.port());
  });
}

}  // namespace
}  // namespace traffic::detail
