// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/clients.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

class ClientsTest : public testing::Test {
 protected:
  ClientsTest() {
    for (std::size_t i = 0; i <= Clients::kMost; ++i) {
      Server& server = servers_.emplace_back();
      server.route("GET", "/", [](const ServerRequest&) { return ServerResponse{.headers = {}}; });
      server.start();
    }
  }
  Origin origin(std::size_t server) const {
    return {.host = "127.0.0.1", .port = servers_[server].port()};
  }
  void get(Clients& clients, std::size_t server) {
    Exchange exchange;
    clients.to(origin(server))
        .send(exchange, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", std::chrono::seconds(5), arena_);
    EXPECT_EQ(exchange.status, 200) << exchange.failure_detail;
  }

  std::deque<Server> servers_;
  Arena arena_;
};

TEST_F(ClientsTest, KeepsOneConnectionPerOrigin) {
  run_on_fiber([&](Reactor& reactor) {
    const ClientOptions options;
    Clients clients(reactor, options);
    for (int round = 0; round < 3; ++round) {
      for (const std::size_t server : {0, 1, 2}) get(clients, server);
    }
    EXPECT_EQ(clients.connections_opened(), 3U);
    clients.disconnect();
    get(clients, 1);
    EXPECT_EQ(clients.connections_opened(), 4U);
  });
}

TEST_F(ClientsTest, EvictsLeastRecentlyUsedConnection) {
  run_on_fiber([&](Reactor& reactor) {
    const ClientOptions options;
    Clients clients(reactor, options);
    for (std::size_t server = 0; server < Clients::kMost; ++server) get(clients, server);
    get(clients, 0);
    get(clients, Clients::kMost);  // replaces server 1
    get(clients, 0);
    EXPECT_EQ(clients.connections_opened(), Clients::kMost + 1);
    get(clients, 1);
    EXPECT_EQ(clients.connections_opened(), Clients::kMost + 2);
  });
}

TEST_F(ClientsTest, SeparatesHttpFromHttps) {
  run_on_fiber([&](Reactor& reactor) {
    const ClientOptions options;
    Clients clients(reactor, options);
    Origin secure = origin(0);
    secure.tls = true;
    const Client* const plain = &clients.to(origin(0));
    EXPECT_NE(&clients.to(secure), plain);
    EXPECT_EQ(&clients.to(origin(0)), plain);
  });
}

}  // namespace
}  // namespace traffic::detail
