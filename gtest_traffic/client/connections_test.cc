// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/connections.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

class ConnectionsTest : public testing::Test {
 protected:
  ConnectionsTest() {
    for (std::size_t i = 0; i <= Connections::kMost; ++i) {
      Server& server = servers_.emplace_back();
      server.route("GET", "/", [](const ServerRequest&) { return ServerResponse{.headers = {}}; });
      server.start();
    }
  }
  Origin origin(std::size_t server) const {
    return {.host = "127.0.0.1", .port = servers_[server].port()};
  }
  void get(Connections& connections, std::size_t server) {
    const Path path("/");
    const Body body;
    const RequestOptions options;
    Call call({.path = path, .body = body, .options = options}, arena_);
    call.wire = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    call.read_timeout = std::chrono::seconds(5);
    connections.to(origin(server)).send(call);
    EXPECT_EQ(call.last->status, 200) << call.last->failure_detail;
  }

  std::deque<Server> servers_;
  Arena arena_;
};

TEST_F(ConnectionsTest, KeepsOneConnectionPerOrigin) {
  run_on_fiber([&](Reactor& reactor) {
    ClientEnvironment environment(reactor, {});
    Connections connections(environment);
    for (int round = 0; round < 3; ++round) {
      for (const std::size_t server : {0, 1, 2}) get(connections, server);
    }
    EXPECT_EQ(connections.connections_opened(), 3U);
    connections.disconnect();
    get(connections, 1);
    EXPECT_EQ(connections.connections_opened(), 4U);
  });
}

TEST_F(ConnectionsTest, EvictsLeastRecentlyUsedConnection) {
  run_on_fiber([&](Reactor& reactor) {
    ClientEnvironment environment(reactor, {});
    Connections connections(environment);
    for (std::size_t server = 0; server < Connections::kMost; ++server) get(connections, server);
    get(connections, 0);
    get(connections, Connections::kMost);  // replaces server 1
    get(connections, 0);
    EXPECT_EQ(connections.connections_opened(), Connections::kMost + 1);
    get(connections, 1);
    EXPECT_EQ(connections.connections_opened(), Connections::kMost + 2);
  });
}

TEST_F(ConnectionsTest, SeparatesHttpFromHttps) {
  run_on_fiber([&](Reactor& reactor) {
    ClientEnvironment environment(reactor, {});
    Connections connections(environment);
    Origin secure = origin(0);
    secure.tls = true;
    const Connection* const plain = &connections.to(origin(0));
    EXPECT_NE(&connections.to(secure), plain);
    EXPECT_EQ(&connections.to(origin(0)), plain);
  });
}

}  // namespace
}  // namespace traffic::detail
