// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server/request_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

const std::string kWithLength =
    "POST /orders?full=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
const std::string kWithChunks =
    "POST /orders HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    "5\r\nhello\r\n0\r\n\r\n";

std::string head_of(const std::string& text) { return text.substr(0, text.find("\r\n\r\n") + 4); }

TEST(RequestReaderTest, ReadsRequest) {
  RequestReader reader;
  EXPECT_EQ(reader.begin(), RequestReader::Progress::kMore);
  EXPECT_EQ(reader.feed(kWithLength), RequestReader::Progress::kDone);
  EXPECT_EQ(reader.method(), "POST");
  EXPECT_EQ(reader.target(), "/orders?full=1");
  EXPECT_EQ(reader.head(), head_of(kWithLength));
  EXPECT_EQ(reader.body(), "hello");
  EXPECT_TRUE(reader.keep_alive());
}

TEST(RequestReaderTest, ReadsRequestInTwoPieces) {
  for (const std::string& text : {kWithLength, kWithChunks}) {
    for (std::size_t cut = 1; cut < text.size(); ++cut) {
      RequestReader reader;
      reader.begin();
      ASSERT_EQ(reader.feed(text.substr(0, cut)), RequestReader::Progress::kMore)
          << "cut at byte " << cut;
      ASSERT_EQ(reader.feed(text.substr(cut)), RequestReader::Progress::kDone)
          << "cut at byte " << cut;
      ASSERT_EQ(reader.head(), head_of(text)) << "cut at byte " << cut;
      ASSERT_EQ(reader.body(), "hello") << "cut at byte " << cut;
    }
  }
}

TEST(RequestReaderTest, ReadsRequestByteByByte) {
  for (const std::string& text : {kWithLength, kWithChunks}) {
    RequestReader reader;
    RequestReader::Progress progress = reader.begin();
    for (const char byte : text) {
      ASSERT_EQ(progress, RequestReader::Progress::kMore);
      progress = reader.feed({&byte, 1});
    }
    EXPECT_EQ(progress, RequestReader::Progress::kDone);
    EXPECT_EQ(reader.head(), head_of(text));
    EXPECT_EQ(reader.body(), "hello");
  }
}

TEST(RequestReaderTest, ReadsPipelinedRequests) {
  RequestReader reader;
  reader.begin();
  EXPECT_EQ(reader.feed(kWithLength + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /la"),
            RequestReader::Progress::kDone);
  EXPECT_EQ(reader.body(), "hello");
  EXPECT_EQ(reader.begin(), RequestReader::Progress::kDone);
  EXPECT_EQ(reader.target(), "/next");
  EXPECT_EQ(reader.body(), "");
  EXPECT_EQ(reader.begin(), RequestReader::Progress::kMore);
  EXPECT_EQ(reader.feed("st HTTP/1.1\r\nHost: a\r\n\r\n"), RequestReader::Progress::kDone);
  EXPECT_EQ(reader.target(), "/last");
}

TEST(RequestReaderTest, RequestsBodyAfterExpectContinue) {
  RequestReader reader;
  reader.begin();
  EXPECT_EQ(reader.feed(
                "PUT /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"),
            RequestReader::Progress::kContinue);
  EXPECT_EQ(reader.feed("h"), RequestReader::Progress::kMore);  // requested once
  EXPECT_EQ(reader.feed("i"), RequestReader::Progress::kDone);
}

TEST(RequestReaderTest, DetectsConnectionClose) {
  RequestReader reader;
  reader.begin();
  EXPECT_EQ(reader.feed("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
            RequestReader::Progress::kDone);
  EXPECT_FALSE(reader.keep_alive());
}

int status_for(const std::string& text) {
  RequestReader reader;
  reader.begin();
  EXPECT_EQ(reader.feed(text), RequestReader::Progress::kFailed);
  return reader.error_status();
}

TEST(RequestReaderTest, RejectsInvalidHttp) {
  EXPECT_EQ(status_for("nonsense\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/3.0\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/1.1\r\nno colon\r\n\r\n"), 400);
  EXPECT_EQ(status_for("PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"), 400);
}

TEST(RequestReaderTest, RejectsAmbiguousHostAndLength) {
  EXPECT_EQ(status_for("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
  for (const char* const coding : {"gzip", "identity", "xchunked", "chunked, gzip"}) {
    EXPECT_EQ(status_for("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + std::string(coding) +
                         "\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n"),
              400)
        << coding;
  }
}

TEST(RequestReaderTest, AcceptsHttp10Requests) {
  RequestReader reader;
  reader.begin();
  EXPECT_EQ(reader.feed("\r\nPUT / HTTP/1.0\r\nConnection: keep-alive\r\n"
                        "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"),
            RequestReader::Progress::kMore);
  EXPECT_EQ(reader.feed("hi"), RequestReader::Progress::kDone);
  EXPECT_TRUE(reader.expects_keep_alive());
}

TEST(RequestReaderTest, RejectsOversizedHeadAndBody) {
  EXPECT_EQ(status_for("GET / HTTP/1.1\r\nX: " + std::string(65 * 1024, 'x') + "\r\n\r\n"), 431);
  EXPECT_EQ(status_for("PUT / HTTP/1.1\r\nContent-Length: 17000000\r\n\r\n"), 413);
}

TEST(RequestReaderTest, RejectsEndlessHeaders) {
  RequestReader reader;
  reader.begin();
  RequestReader::Progress progress = reader.feed("GET / HTTP/1.1\r\n");
  std::size_t fed = 0;
  const std::string field = "X: " + std::string(100, 'x') + "\r\n";
  for (; progress == RequestReader::Progress::kMore && fed < 1024 * 1024; fed += field.size()) {
    progress = reader.feed(field);
  }
  EXPECT_EQ(progress, RequestReader::Progress::kFailed);
  EXPECT_EQ(reader.error_status(), 431);
}

}  // namespace
}  // namespace traffic::detail
