// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>

#include "gtest_traffic/client/testing/caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/connections.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

// The result of one request to a server with a given response.
struct CallResult {
  Failure failure;
  int status;
  std::string body;
  std::string detail;
  Duration total;
};

CallResult call(const RawHandler& answer, const ClientSettings& options = {},
                const ResponseLimits& limits = {}) {
  Server server;
  server.route_raw("GET", "/", answer);
  server.start();
  CallResult result{};
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server, options);
    caller.environment().limits = limits;
    const Exchange exchange = caller.get("/");
    result = {exchange.failure, exchange.status, std::string(exchange.body),
              std::string(exchange.failure_detail), exchange.timings.total};
  });
  return result;
}

CallResult call_for(std::string_view text, const ClientSettings& options = {}) {
  return call(
      [text](const ServerRequest&, ServerConnection& connection) {
        connection.write(text);
        connection.close();
      },
      options);
}

TEST(ConnectionFaultTest, HandlesResetBeforeResponse) {
  const CallResult result =
      call([](const ServerRequest&, ServerConnection& connection) { connection.reset(); });
  EXPECT_EQ(result.failure, Failure::kReset);
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.detail, HasSubstr("reset"));
}

TEST(ConnectionFaultTest, HandlesResetInsideResponse) {
  const CallResult result = call([](const ServerRequest&, ServerConnection& connection) {
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    connection.reset();
  });
  EXPECT_EQ(result.failure, Failure::kReset);
  EXPECT_EQ(result.status, 0);
}

TEST(ConnectionFaultTest, HandlesResetAfterResponse) {
  Server server;
  server.route_raw("GET", "/", [](const ServerRequest&, ServerConnection& connection) {
    connection.write(kAnswer);
    connection.reset();
  });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    for (int i = 0; i < 5; ++i) {
      const Exchange exchange = caller.get("/");
      EXPECT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
      EXPECT_EQ(exchange.body, "hi");
      wait_until_peer_ends(server.port());
    }
  });
}

TEST(ConnectionFaultTest, HandlesCloseWithoutResponse) {
  const CallResult result = call_for("");
  EXPECT_EQ(result.failure, Failure::kClosed);
  EXPECT_THAT(result.detail, HasSubstr("without a response"));
}

TEST(ConnectionFaultTest, HandlesCloseInsideHeaders) {
  const CallResult result = call_for("HTTP/1.1 200 OK\r\nContent-Le");
  EXPECT_EQ(result.failure, Failure::kClosed);
  EXPECT_THAT(result.detail, HasSubstr("inside the headers"));
}

TEST(ConnectionFaultTest, HandlesCloseInsideBody) {
  const CallResult result = call_for("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_EQ(result.failure, Failure::kClosed);
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.detail, HasSubstr("inside the body"));
}

TEST(ConnectionFaultTest, HandlesCloseInsideChunks) {
  const CallResult result =
      call_for("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  EXPECT_EQ(result.failure, Failure::kClosed);
  EXPECT_THAT(result.detail, HasSubstr("inside the body"));
}

TEST(ConnectionFaultTest, AcceptsCloseDelimitedBody) {
  const CallResult result = call_for("HTTP/1.1 200 OK\r\n\r\nall there is");
  EXPECT_EQ(result.failure, Failure::kNone);
  EXPECT_EQ(result.body, "all there is");
}

TEST(ConnectionFaultTest, RejectsNonHttpResponse) {
  const CallResult result = call_for("220 mail.example ESMTP\r\n\r\n");
  EXPECT_EQ(result.failure, Failure::kMalformed);
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.detail, HasSubstr("HTTP/"));
}

TEST(ConnectionFaultTest, RejectsHeadersBeyondLimit) {
  const CallResult result = call(
      [](const ServerRequest&, ServerConnection& connection) {
        connection.write("HTTP/1.1 200 OK\r\n");
        for (;;) connection.write("X-Filler: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n");
      },
      {}, {.head = 4096});
  EXPECT_EQ(result.failure, Failure::kHeaderTooLarge);
  EXPECT_THAT(result.detail, HasSubstr("limit"));
}

TEST(ConnectionFaultTest, RejectsBodyBeyondLimit) {
  const CallResult result = call(
      [](const ServerRequest&, ServerConnection& connection) {
        connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (;;) connection.write("400\r\n" + std::string(0x400, 'c') + "\r\n");
      },
      {}, {.body = 100'000});
  EXPECT_EQ(result.failure, Failure::kBodyTooLarge);
  EXPECT_THAT(result.detail, HasSubstr("limit"));
}

TEST(ConnectionFaultTest, SilentServerCausesReadTimeout) {
  ClientSettings options;
  options.read_timeout = 30ms;
  const CallResult result = call(
      [](const ServerRequest&, ServerConnection& connection) { connection.sleep(1h); }, options);
  EXPECT_EQ(result.failure, Failure::kReadTimeout);
  EXPECT_EQ(result.status, 0);
  EXPECT_GE(result.total, options.read_timeout);
}

// The time-out limits the whole response, not the wait for the next byte.
TEST(ConnectionFaultTest, SlowBytesCauseReadTimeout) {
  ClientSettings options;
  options.read_timeout = 40ms;
  const CallResult result = call(
      [](const ServerRequest&, ServerConnection& connection) {
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        for (;;) {
          connection.write(".");
          connection.sleep(1ms);
        }
      },
      options);
  EXPECT_EQ(result.failure, Failure::kReadTimeout);
  EXPECT_GE(result.total, options.read_timeout);
}

TEST(ConnectionFaultTest, StopEndsWait) {
  Server server;
  server.route_raw(
      "GET", "/", [](const ServerRequest&, ServerConnection& connection) { connection.sleep(1h); });
  server.start();
  run_on_fiber([&](Reactor& reactor) {
    Exchange exchange;
    bool ended = false;
    Fiber user([&] {
      Caller caller(reactor, server);
      exchange = caller.get("/");
      ended = true;
    });
    reactor.start(user);
    while (!ended) {
      reactor.sleep_until(Clock::now() + 1ms);
      reactor.wake(user, Wake::kCanceled);
    }
    EXPECT_EQ(exchange.failure, Failure::kStopped);
  });
}

// Listens but never accepts, and has no room for further connections.
class FullBacklog {
 public:
  FullBacklog() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(listener_, generic, size), 0);
    EXPECT_EQ(listen(listener_, 0), 0);
    EXPECT_EQ(getsockname(listener_, generic, &size), 0);
    port_ = ntohs(address.sin_port);
    for (int& filler : fillers_) {
      filler = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      static_cast<void>(connect(filler, generic, size));
    }
  }
  ~FullBacklog() {
    for (const int filler : fillers_) close(filler);
    close(listener_);
  }
  std::uint16_t port() const { return port_; }

 private:
  int listener_;
  int fillers_[4];
  std::uint16_t port_ = 0;
};

TEST(ConnectionFaultTest, UnansweredConnectTimesOut) {
  const FullBacklog target;
  const Origin url{.host = "127.0.0.1", .port = target.port()};
  ClientSettings options;
  options.connect_timeout = 30ms;
  run_on_fiber([&](Reactor& reactor) {
    Arena arena;
    WireSender sender(reactor, url, options, arena);
    const Exchange& exchange = *sender.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").last;
    EXPECT_EQ(exchange.failure, Failure::kConnectTimeout);
    EXPECT_EQ(exchange.bytes_sent, 0U);
    EXPECT_GE(exchange.timings.total, options.connect_timeout);
    EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("connect timeout"));
  });
}

std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                       std::filesystem::directory_iterator());
}

TEST(ConnectionFaultTest, FaultsLeakNoDescriptors) {
  const std::ptrdiff_t before = open_descriptors();
  for (int i = 0; i < 3; ++i) {
    call([](const ServerRequest&, ServerConnection& connection) { connection.reset(); });
    call_for("");
    call_for("nonsense\r\n\r\n");
    call_for("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    call_for(kAnswer);
    ClientSettings hurried;
    hurried.read_timeout = 1ms;
    call([](const ServerRequest&, ServerConnection& connection) { connection.sleep(1h); }, hurried);
  }
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace traffic::detail
