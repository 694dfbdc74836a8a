// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/round_trip.h"

#include <gmock/gmock.h>

#include <atomic>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/client/testing/caller.h"
#include "gtest_traffic/codec/download.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/multipart.h"
#include "gtest_traffic/net/testing/raw_server.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kHi = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
constexpr std::string_view kTooLarge =
    "HTTP/1.1 413 Content Too Large\r\nContent-Length: 7\r\n\r\ntoo big";
constexpr std::size_t kLarge = 32 << 20;  // exceeds the buffers of a connection

// The result of one request.
struct SendResult {
  Failure failure;
  int status;
  std::string request_head;
  std::string body;
  std::string detail;
};

template <class AnyServer>
SendResult send(const AnyServer& server, Method method, std::string_view body,
                const Transfer& transfer = {}) {
  SendResult result{};
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    const Exchange exchange = caller.send(method, "/", body, transfer);
    result = {exchange.failure, exchange.status, std::string(exchange.request_head),
              std::string(exchange.body), std::string(exchange.failure_detail)};
  });
  return result;
}

// A server that stores the received requests.
class Keeper {
 public:
  Keeper() {
    server.route("POST", "/", [this](const ServerRequest& request) {
      head = request.head;
      body = request.body;
      return ServerResponse{.body = "{}", .headers = {}};
    });
    server.start();
  }
  std::string head;
  std::string body;
  Server server;
};

std::string some_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7919 >> 3);
  return bytes;
}

TEST(RoundTripTest, SendsFileFromDisk) {
  const TemporaryFolder folder;
  const std::string bytes = some_bytes(700'001);
  const Body body = file(folder.write("big", bytes));
  Keeper keeper;
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  const SendResult result = send(keeper.server, Method::kPost, "", {.upload = &upload});
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_TRUE(keeper.body == bytes);
  EXPECT_THAT(keeper.head, HasSubstr("Content-Length: 700001\r\n"));
}

TEST(RoundTripTest, SendsUnknownSizeInChunks) {
  const std::string bytes = some_bytes(300'000);
  std::size_t at = 0;
  const Body body = streamed([&](std::span<char> buffer) {
    const std::size_t count = std::min({buffer.size(), bytes.size() - at, std::size_t{70'000}});
    bytes.copy(buffer.data(), count, at);
    at += count;
    return count;
  });
  Keeper keeper;
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  const SendResult result = send(keeper.server, Method::kPost, "", {.upload = &upload});
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_TRUE(keeper.body == bytes);
  EXPECT_THAT(keeper.head, HasSubstr("Transfer-Encoding: chunked\r\n"));
}

TEST(RoundTripTest, ShrunkenFileIsLocalFailure) {
  const TemporaryFolder folder;
  const Body body = file(folder.write("file", "0123456789"));
  Keeper keeper;
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  folder.write("file", "0123");
  const SendResult result = send(keeper.server, Method::kPost, "", {.upload = &upload});
  EXPECT_EQ(result.failure, Failure::kLocal);
  EXPECT_THAT(result.detail, HasSubstr("ended 6 bytes early"));
}

// These servers answer as soon as they have the head, and never read the body.
TEST(RoundTripTest, EarlyRejectionIsTheResponse) {
  for (const bool closes : {true, false}) {
    const RawServer server([&](RawConnection& connection) {
      connection.read_head();
      connection.write(kTooLarge);
      if (!closes) connection.comes_within(0ms);
      while (!closes && connection.comes_within(20ms)) connection.read(1 << 20);
    });
    const SendResult result = send(server, Method::kPut, std::string(kLarge, 'x'));
    EXPECT_EQ(result.status, 413) << to_string(result.failure) << ' ' << result.detail;
    EXPECT_EQ(result.body, "too big");
  }
}

TEST(RoundTripTest, EarlyUploadRejectionIsTheResponse) {
  const RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.write(kTooLarge);
  });
  std::size_t given = 0;
  const Body body = streamed([&](std::span<char> buffer) {
    given += buffer.size();
    return given < kLarge ? buffer.size() : 0;
  });
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  const SendResult result = send(server, Method::kPut, "", {.upload = &upload});
  EXPECT_EQ(result.status, 413) << to_string(result.failure) << ' ' << result.detail;
  EXPECT_LT(given, kLarge);
}

TEST(RoundTripTest, RejectedBodyClosesConnection) {
  const RawServer server([](RawConnection& connection) {
    const bool large = connection.read_head().find("PUT") == 0;
    connection.write(large ? kTooLarge : kHi);
  });
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, server);
    EXPECT_EQ(caller.send(Method::kPut, "/", std::string(kLarge, 'x')).status, 413);
    EXPECT_EQ(caller.get("/").body, "hi");
    EXPECT_EQ(caller.connections_opened(), 2U);
  });
}

TEST(RoundTripTest, ResetWithoutResponseIsReset) {
  const RawServer server([](RawConnection& connection) { connection.read_head(); });
  const SendResult result = send(server, Method::kPost, std::string(kLarge, 'x'));
  EXPECT_EQ(result.failure, Failure::kReset);
  EXPECT_THAT(result.detail, HasSubstr("reset"));
}

// Both sides write at once: neither may wait for the other to finish.
TEST(RoundTripTest, ReadsResponseWhileSending) {
  const RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(kLarge) + "\r\n\r\n");
    for (std::size_t echoed = 0; echoed < kLarge; echoed += 1 << 20) {
      connection.write(connection.read(1 << 20));
    }
  });
  const std::string bytes = some_bytes(kLarge);
  const SendResult result = send(server, Method::kPost, bytes);
  EXPECT_EQ(result.failure, Failure::kNone) << result.detail;
  EXPECT_TRUE(result.body == bytes);
}

TEST(ExpectTest, SendsBodyAfterContinue) {
  std::atomic<bool> came_early{true};
  std::string body;
  const RawServer server([&](RawConnection& connection) {
    if (connection.read_head().find("\r\nExpect: 100-continue\r\n") == std::string::npos) return;
    came_early = connection.comes_within(20ms);
    connection.write("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
    body = connection.read(4);
    connection.write(kHi);
  });
  const SendResult result = send(server, Method::kPost, "body", {.expect = Expect::kContinue});
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_FALSE(came_early);
  EXPECT_EQ(body, "body");
  EXPECT_THAT(result.request_head, HasSubstr("Expect: 100-continue\r\n\r\n"));
}

TEST(ExpectTest, EarlyResponseSuppressesBody) {
  std::atomic<bool> came{true};
  {
    const RawServer server([&](RawConnection& connection) {
      connection.read_head();
      connection.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
      came = connection.comes_within(20ms) && !connection.read(1).empty();
    });
    const SendResult result = send(server, Method::kPost, "body", {.expect = Expect::kContinue});
    EXPECT_EQ(result.status, 401);
  }
  EXPECT_FALSE(came);
}

TEST(ExpectTest, SendsBodyAfterTimeout) {
  Duration waited{};
  const RawServer server([&](RawConnection& connection) {
    connection.read_head();
    const Time begin = Clock::now();
    connection.read(4);
    waited = Clock::now() - begin;
    connection.write(kHi);
  });
  const SendResult result = send(server, Method::kPost, "body", {.expect = Expect::kContinue});
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_GT(waited, 500ms);
}

TEST(ExpectTest, RetriesWithoutExpectAfter417) {
  const TemporaryFolder folder;
  const Body content = file(folder.write("file", "body"));
  std::string heads;
  const RawServer server([&](RawConnection& connection) {
    const std::string head = connection.read_head();
    heads += head;
    if (head.find("Expect:") != std::string::npos) {
      connection.write("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    connection.read(4);
    connection.write(kHi);
  });
  Upload upload(content.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  const SendResult result =
      send(server, Method::kPost, "", {.upload = &upload, .expect = Expect::kContinue});
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_EQ(server.connections(), 2);
  EXPECT_THAT(result.request_head, Not(HasSubstr("Expect")));
}

TEST(ExpectTest, WorksWithTestServer) {
  Keeper keeper;
  const SendResult result =
      send(keeper.server, Method::kPost, "body", {.expect = Expect::kContinue});
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_EQ(keeper.body, "body");
}

TEST(RoundTripTest, DownloadMayExceedBodyLimit) {
  const RawServer server([](RawConnection& connection) {
    connection.read_head();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(kLarge * 4) +
                     "\r\n\r\n");
    const std::string piece(1 << 20, 'x');
    for (std::size_t i = 0; i < kLarge * 4; i += piece.size()) connection.write(piece);
  });
  const BodySink sink = discard_body({.digest = Digest::kSha256});
  Download download(sink);
  const SendResult result = send(server, Method::kGet, "", {.download = &download});
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_EQ(download.size(), kLarge * 4);
  EXPECT_EQ(download.sha256().size(), 64U);
}

}  // namespace
}  // namespace traffic::detail
