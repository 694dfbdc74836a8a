// SPDX-License-Identifier: Apache-2.0
// Responses that break a rule but that browsers and curl read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

enum class Connection { kStaysOpen, kCloses };

struct OddResponse {
  const char* name;
  std::string text;
  int status;
  std::string body;
  Connection connection;
};

void PrintTo(const OddResponse& odd, std::ostream* out) { *out << odd.name; }

class OddResponseTest : public testing::TestWithParam<OddResponse> {
 protected:
  // Feeds the response in pieces of this size.
  static void read(std::size_t size) {
    const OddResponse& odd = GetParam();
    Arena arena;
    ResponseReader reader;
    reader.begin(Method::kGet, arena, {});
    auto progress = ResponseReader::Progress::kMore;
    for (std::size_t at = 0; at < odd.text.size(); at += size) {
      ASSERT_EQ(progress, ResponseReader::Progress::kMore) << "at byte " << at;
      progress = reader.feed(odd.text.substr(at, size));
    }
    ASSERT_EQ(progress, ResponseReader::Progress::kDone) << reader.failure_detail();
    EXPECT_EQ(reader.status(), odd.status);
    EXPECT_EQ(reader.body(), odd.body);
    EXPECT_EQ(reader.keep_alive(), odd.connection == Connection::kStaysOpen);
  }
};

TEST_P(OddResponseTest, IsReadAtOnce) { read(1024); }

TEST_P(OddResponseTest, IsReadInPieces) {
  for (std::size_t size = 1; size < GetParam().text.size(); ++size) {
    SCOPED_TRACE(size);
    read(size);
  }
}

std::string ok(const std::string& fields, const std::string& body = "hi") {
  return "HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n" + body;
}

const std::string kChunks = "2\r\nhi\r\n0\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Odd, OddResponseTest,
    testing::Values(
        OddResponse{"LineFeeds", "HTTP/1.1 200 OK\nX: y\nContent-Length: 2\n\nhi", 200, "hi",
                    Connection::kStaysOpen},
        OddResponse{"LineFeedsAndReturns", "HTTP/1.1 200 OK\r\nX: y\nContent-Length: 2\r\n\nhi",
                    200, "hi", Connection::kStaysOpen},
        OddResponse{"LineFeedBeforeBlankLine", "HTTP/1.1 200 OK\r\nContent-Length: 2\n\r\nhi", 200,
                    "hi", Connection::kStaysOpen},
        OddResponse{"LineFeedsAndBlankLinesInBody",
                    "HTTP/1.1 200 OK\nContent-Length: 8\n\n\r\n\r\nhi\r\n", 200, "\r\n\r\nhi\r\n",
                    Connection::kStaysOpen},
        OddResponse{"LineFeedsAfterInterim",
                    "HTTP/1.1 100 Continue\n\nHTTP/1.1 201 Created\nContent-Length: 0\n\n", 201, "",
                    Connection::kStaysOpen},
        OddResponse{
            "LineFeedsAfterChunks",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nhi\n3;x=y\n\n!\n\n0\nX: y\n\n", 200,
            "hi\n!\n", Connection::kCloses},
        OddResponse{"LaterMinorVersion", "HTTP/1.2 200 OK\r\nContent-Length: 2\r\n\r\nhi", 200,
                    "hi", Connection::kStaysOpen},
        OddResponse{"TwoBlanksBeforeStatus", "HTTP/1.1  200 OK\r\nContent-Length: 2\r\n\r\nhi", 200,
                    "hi", Connection::kStaysOpen},
        OddResponse{"ControlInReason", "HTTP/1.1 200 O\x01K\r\nContent-Length: 2\r\n\r\nhi", 200,
                    "hi", Connection::kStaysOpen},
        OddResponse{"ControlInValue", ok("X: a\x01\x7fz\r\nContent-Length: 2"), 200, "hi",
                    Connection::kStaysOpen},
        OddResponse{"ReturnInValue", ok("X: a\rContent-Length: 5\r\nContent-Length: 2"), 200, "hi",
                    Connection::kCloses},
        OddResponse{"TwoReturnsBeforeLineFeed",
                    "HTTP/1.1 200 OK\r\r\nX: y\r\r\nContent-Length: 4\r\r\n\r\r\nhi\r\n", 200,
                    "hi\r\n", Connection::kStaysOpen},
        OddResponse{"BlankBeforeColon", ok("Set-Cookie : sid=1\r\nContent-Length: 2"), 200, "hi",
                    Connection::kCloses},
        OddResponse{"BlankBeforeColonOfLength", ok("Content-Length \t: 2"), 200, "hi",
                    Connection::kCloses},
        OddResponse{"BlankBeforeColonOfCoding", ok("Transfer-Encoding : chunked", kChunks), 200,
                    "hi", Connection::kCloses},
        OddResponse{"BlankInName", ok("X Y: z\r\nContent-Length: 2"), 200, "hi",
                    Connection::kCloses},
        OddResponse{"NameThatIsNoToken", ok("X(Y): z\r\nContent-Length: 2"), 200, "hi",
                    Connection::kCloses},
        OddResponse{"NoName", ok(": z\r\nContent-Length: 2"), 200, "hi", Connection::kCloses},
        OddResponse{"IndentedFirstField", ok(" X: y\r\nContent-Length: 2"), 200, "hi",
                    Connection::kCloses},
        OddResponse{"IndentedFirstLength", ok("\tContent-Length: 9\r\n \r\nContent-Length: 2"), 200,
                    "hi", Connection::kCloses},
        OddResponse{"ListOfLengths", ok("Content-Length: 2, 2,2"), 200, "hi",
                    Connection::kStaysOpen},
        OddResponse{"FoldedLength", ok("Content-Length:\r\n 2"), 200, "hi", Connection::kStaysOpen},
        OddResponse{"FoldedCoding", ok("Transfer-Encoding:\r\n\tchunked", kChunks), 200, "hi",
                    Connection::kStaysOpen},
        OddResponse{"FoldedConnection", ok("Connection: x,\r\n close\r\nContent-Length: 2"), 200,
                    "hi", Connection::kCloses},
        OddResponse{"ChunksAfterLength",
                    ok("Content-Length: 5\r\nTransfer-Encoding: chunked", kChunks), 200, "hi",
                    Connection::kCloses},
        OddResponse{"ChunksBeforeLength",
                    ok("Transfer-Encoding: chunked\r\nContent-Length: 5", kChunks), 200, "hi",
                    Connection::kCloses},
        OddResponse{"ChunkedTwice",
                    ok("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", kChunks), 200,
                    "hi", Connection::kCloses},
        OddResponse{"IdentityWithLength", ok("Transfer-Encoding: identity\r\nContent-Length: 2"),
                    200, "hi", Connection::kCloses},
        OddResponse{"EmptyCoding", ok("Transfer-Encoding:\r\nContent-Length: 2"), 200, "hi",
                    Connection::kCloses},
        OddResponse{"EmptyElementsOfCoding", ok("Transfer-Encoding: , chunked, ,", kChunks), 200,
                    "hi", Connection::kStaysOpen},
        OddResponse{"FoldedTrailer",
                    ok("Transfer-Encoding: chunked", "2\r\nhi\r\n0\r\nX: a\r\n b\r\n\r\n"), 200,
                    "hi", Connection::kStaysOpen}),
    [](const auto& test) { return test.param.name; });

TEST(ResponseHeadTest, TransferCodingOverridesLength) {
  const ResponseHead head = parse_response_head(
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\n");
  EXPECT_EQ(head.error, "");
  EXPECT_EQ(head.length, std::nullopt) << "the body ends with the connection (RFC 9112 §6.3)";
  EXPECT_FALSE(head.chunked);
}

TEST(ResponseHeadTest, FindsCookieBeforeBlankAndColon) {
  constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nSet-Cookie : sid=1\r\n\r\n";
  EXPECT_TRUE(parse_response_head(kHead).sets_cookies);
  EXPECT_EQ(find_header(kHead, "Set-Cookie"), "sid=1");
}

TEST(ResponseHeadTest, NamesLineOfMistake) {
  const ResponseHead head =
      parse_response_head("HTTP/1.1 200 OK\r\nX: y\r\n z\r\nContent-Length: many\r\nY: z\r\n\r\n");
  EXPECT_EQ(head.error, "Content-Length is malformed");
  EXPECT_EQ(head.error_line, 4U);
}

// Reads the first piece of a response on an open connection.
struct FirstPiece {
  explicit FirstPiece(std::string_view bytes) {
    reader.begin(Method::kGet, arena, {});
    reader.feed(bytes);
  }
  Arena arena;
  ResponseReader reader;
};

TEST(ForeignProtocolTest, IsMalformedAtOnce) {
  for (const std::string_view banner :
       {std::string_view("SSH-2.0-OpenSSH_9.2\r\n"), std::string_view("220 mail.example ESMTP\r\n"),
        std::string_view("\0\0\x12\x04\0\0\0\0\0", 9), std::string_view("HTTX"),
        std::string_view("http/1.1"), std::string_view("\r\n"), std::string_view("<html>")}) {
    const FirstPiece piece(banner);
    const ResponseReader& reader = piece.reader;
    EXPECT_EQ(reader.failure(), Failure::kMalformed) << banner;
    EXPECT_EQ(reader.head(), banner);
  }
}

TEST(ForeignProtocolTest, ShowsFirstBytesSafely) {
  EXPECT_EQ(FirstPiece("SSH-2.0-OpenSSH_9.2\r\n").reader.failure_detail(),
            "the response does not begin with HTTP/, but with 'SSH-2.0-OpenSSH_9.2'");
  EXPECT_EQ(
      FirstPiece("\x1b[2J\xff" + std::string(100, 'x')).reader.failure_detail(),
      "the response does not begin with HTTP/, but with '[2J\uFFFD" + std::string(35, 'x') + "'");
}

TEST(ForeignProtocolTest, WaitsForTheRestOfTheStart) {
  for (const std::string_view start : {"H", "HTTP", "HTTP/1.", "\x15"}) {
    EXPECT_EQ(FirstPiece(start).reader.failure(), Failure::kNone) << start;
  }
}

TEST(ForeignProtocolTest, RecognizesTlsAlert) {
  const FirstPiece piece("\x15\x03\x03");
  const ResponseReader& reader = piece.reader;
  EXPECT_EQ(reader.failure(), Failure::kMalformed);
  EXPECT_TRUE(reader.answered_in_tls());
}

TEST(ResponseEvidenceTest, KeepsMalformedHead) {
  constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nX: y\r\nnonsense\r\n\r\n";
  const FirstPiece piece(kHead);
  const ResponseReader& reader = piece.reader;
  EXPECT_EQ(reader.failure_detail(), "a header has no colon (line 3 of the head)");
  EXPECT_EQ(reader.head(), kHead);
}

TEST(ResponseEvidenceTest, KeepsPartOfHead) {
  constexpr std::string_view kPart = "HTTP/1.1 200 OK\r\nX: y\r\nSet-";
  FirstPiece piece(kPart);
  ResponseReader& reader = piece.reader;
  EXPECT_EQ(reader.head(), "");
  reader.abandon();
  EXPECT_EQ(reader.head(), kPart);
  FirstPiece closed(kPart);
  closed.reader.end_of_stream();
  EXPECT_EQ(closed.reader.head(), kPart);
}

TEST(ResponseLimitsTest, AcceptsHeadersThatCurlAccepts) {
  const std::string head = "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') +
                           "\r\nY: " + std::string(100'000, 'y') + "\r\nContent-Length: 0\r\n\r\n";
  EXPECT_EQ(FirstPiece(head).reader.failure(), Failure::kNone);
  EXPECT_EQ(FirstPiece(head).reader.status(), 200);
}

}  // namespace
}  // namespace traffic::detail
