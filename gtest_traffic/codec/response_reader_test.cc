// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/response_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <vector>

namespace traffic::detail {
namespace {

using Progress = ResponseReader::Progress;

// The results of a reader for one message, as values.
struct Reading {
  Progress progress = Progress::kMore;
  int status = 0;
  std::string head;
  std::string body;
  bool keep_alive = false;
  Failure failure = Failure::kNone;
  std::string detail;

  bool operator==(const Reading&) const = default;
};

void PrintTo(const Reading& reading, std::ostream* out) {
  *out << "progress " << static_cast<int>(reading.progress) << ", status " << reading.status
       << ", head " << testing::PrintToString(reading.head) << ", body "
       << testing::PrintToString(reading.body) << (reading.keep_alive ? ", keep-alive" : "")
       << ", failure " << testing::PrintToString(reading.failure) << " (" << reading.detail << ")";
}

enum class Then { kWaits, kCloses };

// Feeds a message piece by piece, and frees the memory of each piece afterwards.
Reading read(const std::vector<std::string>& pieces, Then then, Method method = Method::kGet) {
  Arena arena;
  ResponseReader reader;
  reader.begin(method, arena, ResponseLimits{});
  Reading reading;
  for (const std::string& piece : pieces) {
    if (reading.progress != Progress::kMore) break;
    reading.progress = reader.feed(std::string(piece));
  }
  if (reading.progress == Progress::kMore && then == Then::kCloses) {
    reading.progress = reader.end_of_stream();
  }
  reading.status = reader.status();
  reading.head = reader.head();
  reading.body = reader.body();
  reading.keep_alive = reader.keep_alive();
  reading.failure = reader.failure();
  reading.detail = reader.failure_detail();
  return reading;
}

struct Message {
  const char* name;
  std::string text;
  Method method;
  Then then;
  int status;
  std::string body;
  bool keep_alive;
};

void PrintTo(const Message& message, std::ostream* out) { *out << message.name; }

class ResponseMessageTest : public testing::TestWithParam<Message> {
 protected:
  Reading expected() const {
    const Message& message = GetParam();
    Reading reading;
    reading.progress = Progress::kDone;
    reading.status = message.status;
    const std::size_t final_head = message.text.rfind("HTTP/1");
    const std::size_t end = message.text.find("\r\n\r\n", final_head) + 4;
    reading.head = message.text.substr(final_head, end - final_head);
    reading.body = message.body;
    reading.keep_alive = message.keep_alive;
    return reading;
  }
};

TEST_P(ResponseMessageTest, ReadsMessageAtOnce) {
  const Message& message = GetParam();
  EXPECT_EQ(read({message.text}, message.then, message.method), expected());
}

TEST_P(ResponseMessageTest, ReadsMessageInTwoPieces) {
  const Message& message = GetParam();
  for (std::size_t cut = 1; cut < message.text.size(); ++cut) {
    ASSERT_EQ(
        read({message.text.substr(0, cut), message.text.substr(cut)}, message.then, message.method),
        expected())
        << "cut at byte " << cut;
  }
}

TEST_P(ResponseMessageTest, ReadsMessageByteByByte) {
  const Message& message = GetParam();
  std::vector<std::string> bytes;
  for (const char byte : message.text) bytes.emplace_back(1, byte);
  EXPECT_EQ(read(bytes, message.then, message.method), expected());
}

TEST_P(ResponseMessageTest, ReportsEarlyClose) {
  const Message& message = GetParam();
  for (std::size_t cut = 0; cut < message.text.size(); ++cut) {
    const Reading reading = read({message.text.substr(0, cut)}, Then::kCloses, message.method);
    if (reading.progress == Progress::kDone) {
      // Only a body without an announced length may end anywhere.
      ASSERT_EQ(message.then, Then::kCloses) << "cut at byte " << cut;
      continue;
    }
    ASSERT_EQ(reading.failure, Failure::kClosed) << "cut at byte " << cut;
    ASSERT_THAT(reading.detail, testing::StartsWith("the server closed the connection"));
    ASSERT_FALSE(reading.keep_alive);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Messages, ResponseMessageTest,
    testing::Values(
        Message{"Length", "HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 5\r\n\r\nhello", Method::kGet,
                Then::kWaits, 200, "hello", true},
        Message{"LengthZero", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Method::kGet,
                Then::kWaits, 200, "", true},
        Message{"NoReason", "HTTP/1.1 404 \r\nContent-Length: 1\r\n\r\n!", Method::kGet,
                Then::kWaits, 404, "!", true},
        Message{"SameLengthTwice",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi", Method::kGet,
                Then::kWaits, 200, "hi", true},
        Message{"ConnectionClose",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", Method::kGet,
                Then::kWaits, 200, "hi", false},
        Message{"Version10", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", Method::kGet,
                Then::kWaits, 200, "hi", false},
        Message{"Version10KeepAlive",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi",
                Method::kGet, Then::kWaits, 200, "hi", true},
        Message{"FoldedHeader", "HTTP/1.1 200 OK\r\nX: a\r\n  b\r\nContent-Length: 2\r\n\r\nhi",
                Method::kGet, Then::kWaits, 200, "hi", true},
        Message{"UntilClose", "HTTP/1.1 200 OK\r\n\r\nall there is", Method::kGet, Then::kCloses,
                200, "all there is", false},
        Message{"Head", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", Method::kHead,
                Then::kWaits, 200, "", true},
        Message{"HeadOfChunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                Method::kHead, Then::kWaits, 200, "", true},
        Message{"NoContent", "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n", Method::kDelete,
                Then::kWaits, 204, "", true},
        Message{"NotModified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n",
                Method::kGet, Then::kWaits, 304, "", true},
        Message{"AfterInterim",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok",
                Method::kPost, Then::kWaits, 201, "ok", true},
        Message{"Chunks",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "5\r\nhello\r\n10\r\n, chunked world!\r\n0\r\n\r\n",
                Method::kGet, Then::kWaits, 200, "hello, chunked world!", true},
        Message{"ChunksOfNothing", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                Method::kGet, Then::kWaits, 200, "", true},
        Message{"ChunksWithExtensionsAndTrailers",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "A;name=value;quoted=\"a;b\"\r\n0123456789\r\n00;last\r\nX-Sum: 7\r\nY: z\r\n\r\n",
                Method::kGet, Then::kWaits, 200, "0123456789", true},
        Message{"ChunksClosing",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                "1\r\nx\r\n0\r\n\r\n",
                Method::kGet, Then::kWaits, 200, "x", false}),
    [](const auto& test) { return test.param.name; });

TEST(ResponseReaderTest, ReadsConsecutiveResponses) {
  Arena arena;
  ResponseReader reader;
  for (const std::string body : {"first", "and the second"}) {
    reader.begin(Method::kGet, arena, {});
    EXPECT_FALSE(reader.started());
    ASSERT_EQ(reader.feed("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
                          "\r\n\r\n" + body),
              Progress::kDone);
    EXPECT_TRUE(reader.started());
    EXPECT_EQ(reader.body(), body);
  }
}

// A cached head is not parsed again. Its properties must be the same the second time.
TEST(ResponseReaderTest, ReadsKnownHeadLikeNewHead) {
  for (const std::string body : {"one", "two", "six"}) {
    const std::string text =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\n" + body;
    const Reading reading = read({text}, Then::kWaits);
    EXPECT_EQ(reading.progress, Progress::kDone);
    EXPECT_EQ(reading.status, 200);
    EXPECT_EQ(reading.head + reading.body, text);
    EXPECT_FALSE(reading.keep_alive);
    EXPECT_EQ(read({text.substr(0, text.size() - 3)}, Then::kWaits, Method::kHead).progress,
              Progress::kDone);
  }
  const std::string interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
  for (int i = 0; i < 2; ++i) {
    const Reading reading =
        read({interim + interim + "HTTP/1.1 204 No Content\r\n\r\n"}, Then::kWaits);
    EXPECT_EQ(reading.progress, Progress::kDone);
    EXPECT_EQ(reading.status, 204);
  }
}

TEST(ResponseReaderTest, LimitsKnownHead) {
  const std::string text =
      "HTTP/1.1 200 OK\r\nX-Pad: " + std::string(200, 'x') + "\r\nContent-Length: 0\r\n\r\n";
  ASSERT_EQ(read({text}, Then::kWaits).progress, Progress::kDone);
  Arena arena;
  ResponseReader reader;
  reader.begin(Method::kGet, arena, ResponseLimits{.head = 100});
  EXPECT_EQ(reader.feed(text), Progress::kFailed);
  EXPECT_EQ(reader.failure(), Failure::kHeaderTooLarge);
}

TEST(ResponseReaderTest, ClosesConnectionAfterSurplusBytes) {
  EXPECT_FALSE(read({"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi!"}, Then::kWaits).keep_alive);
  EXPECT_FALSE(
      read({"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\n"}, Then::kWaits).keep_alive);
  EXPECT_FALSE(
      read({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore"}, Then::kWaits)
          .keep_alive);
}

TEST(ResponseReaderTest, ClosesConnectionOnRequestOfServer) {
  const std::string length = "Content-Length: 2\r\n\r\nhi";
  for (const char* const options :
       {"close, keep-alive\r\n", "keep-alive, close\r\n", "close\r\nConnection: keep-alive\r\n"}) {
    const std::string text = std::string("HTTP/1.1 200 OK\r\nConnection: ") + options + length;
    EXPECT_FALSE(read({text}, Then::kWaits).keep_alive) << options;
  }
  EXPECT_FALSE(read({"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n"
                     "\r\n0\r\n\r\n"},
                    Then::kWaits)
                   .keep_alive);
  const Reading switched =
      read({"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"}, Then::kWaits);
  EXPECT_EQ(switched.progress, ResponseReader::Progress::kDone);
  EXPECT_FALSE(switched.keep_alive);
}

TEST(ResponseReaderTest, GrowsBufferForLongBody) {
  const std::string body(5 * 1024 * 1024 + 17, 'b');
  const Reading reading =
      read({"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n", body},
           Then::kWaits);
  EXPECT_EQ(reading.progress, Progress::kDone);
  EXPECT_TRUE(reading.body == body);
}

TEST(ResponseReaderTest, HoldsLongBodyOnce) {
  const std::string body(5 * 1024 * 1024 + 17, 'b');
  Arena arena;
  ResponseReader reader;
  reader.begin(Method::kGet, arena, {});
  reader.feed("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
  Progress progress = Progress::kMore;
  for (std::size_t at = 0; at < body.size(); at += 65'536) {
    progress = reader.feed(std::string_view(body).substr(at, 65'536));
  }
  EXPECT_EQ(progress, Progress::kDone);
  EXPECT_LE(arena.used(), body.size() + 8192);
}

}  // namespace
}  // namespace traffic::detail
