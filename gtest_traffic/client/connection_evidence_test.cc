// SPDX-License-Identifier: Apache-2.0
// The parts of a response that a failed exchange keeps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gtest_traffic/client/testing/caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kRefusal =
    "HTTP/1.1 413 Content Too Large\r\nContent-Length: 100\r\n\r\n";

enum class Ending { kCloses, kStalls };

// Passes the exchange with a server that answers with these bytes.
template <class Check>
void exchange_with(const std::string& answer, Ending ending, Check check,
                   Duration read_timeout = 30s) {
  Server server;
  server.route_raw("GET", "/", [&](const ServerRequest&, ServerConnection& connection) {
    connection.write(answer);
    if (ending == Ending::kStalls) connection.sleep(1h);
    connection.close();
  });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server, {.read_timeout = read_timeout});
    check(caller.get("/"));
  });
}

TEST(ConnectionEvidenceTest, KeepsPartOfResponseBeforeTimeout) {
  exchange_with(
      std::string(kRefusal) + "too large", Ending::kStalls,
      [](const Exchange& exchange) {
        EXPECT_EQ(exchange.failure, Failure::kReadTimeout);
        EXPECT_EQ(exchange.status, 0);
        EXPECT_EQ(exchange.response_head, kRefusal);
        EXPECT_EQ(exchange.body, "too large");
      },
      1s);
}

// A reset may overtake the response.
TEST(ConnectionEvidenceTest, KeepsPartOfResponseBeforeReset) {
  Server server;
  server.route_raw("POST", "/", [](const ServerRequest&, ServerConnection& connection) {
    connection.write(std::string(kRefusal) + "too large");
    connection.reset();
  });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    for (int i = 0; i < 100; ++i) {
      const Exchange exchange = caller.send(Method::kPost, "/", "body");
      ASSERT_EQ(exchange.failure, Failure::kReset);
      if (exchange.response_head.empty()) continue;
      EXPECT_EQ(exchange.response_head, kRefusal);
      EXPECT_EQ(exchange.body, "too large");
      return;
    }
    GTEST_SKIP() << "each reset arrived before its response";
  });
}

TEST(ConnectionEvidenceTest, KeepsPartOfHead) {
  const std::string part = "HTTP/1.1 200 OK\r\nX: y\r\nSet-";
  exchange_with(part, Ending::kCloses, [&](const Exchange& exchange) {
    EXPECT_EQ(exchange.failure, Failure::kClosed);
    EXPECT_EQ(exchange.response_head, part);
  });
}

TEST(ConnectionEvidenceTest, RecognizesOtherProtocolOnOpenConnection) {
  exchange_with("SSH-2.0-OpenSSH_9.2\r\n", Ending::kStalls, [](const Exchange& exchange) {
    EXPECT_EQ(exchange.failure, Failure::kMalformed);
    EXPECT_THAT(std::string(exchange.failure_detail), testing::HasSubstr("'SSH-2.0-OpenSSH_9.2'"));
    EXPECT_EQ(exchange.response_head, "SSH-2.0-OpenSSH_9.2\r\n");
  });
}

}  // namespace
}  // namespace traffic::detail
