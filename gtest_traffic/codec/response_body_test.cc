// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/response_body.h"

#include <gmock/gmock.h>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/codec/download.h"
#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/codec/testing/encode.h"
#include "gtest_traffic/codec/transfer.h"

namespace traffic::detail {
namespace {

using Progress = ResponseReader::Progress;
using testing::HasSubstr;

// Reads a response byte by byte, and passes it to its body like the reader does.
struct BodyReading {
  explicit BodyReading(std::string_view text, const Transfer& transfer = {},
                       std::size_t limit = 1 << 20, Method method = Method::kGet) {
    reader.begin(method, arena, {.body = limit}, &transfer);
    for (std::size_t i = 0; i < text.size() && progress == Progress::kMore; ++i) {
      progress = reader.feed(text.substr(i, 1));
    }
    if (progress == Progress::kMore) progress = reader.end_of_stream();
  }
  Arena arena;
  ResponseReader reader;
  Progress progress = Progress::kMore;
};

std::string response(std::string_view encoding, std::string_view body,
                     std::string_view status = "200 OK") {
  return "HTTP/1.1 " + std::string(status) + "\r\nContent-Encoding: " + std::string(encoding) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string chunked(std::string_view encoding, std::string_view body) {
  std::string text = "HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(encoding) +
                     "\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char c : body) text.append("1\r\n").append(1, c).append("\r\n");
  return text + "0\r\n\r\n";
}

TEST(ResponseBodyTest, DecodesBodyWithAnyFraming) {
  const std::string text = "some text, some text, some text";
  const std::string until_close = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + brotli(text);
  for (const std::string& whole :
       {response("gzip", gzip(text)), chunked("deflate", raw_deflate(text)),
        response("gzip, br", brotli(gzip(text))), until_close}) {
    const BodyReading reading(whole);
    EXPECT_EQ(reading.progress, Progress::kDone);
    EXPECT_EQ(reading.reader.body(), text);
    EXPECT_EQ(reading.reader.undecoded(), "");
  }
  const BodyReading reading(response("gzip", gzip(text)));
  EXPECT_EQ(reading.reader.wire_size(), gzip(text).size());
  EXPECT_TRUE(reading.reader.keep_alive());
}

TEST(ResponseBodyTest, KeepsUnknownCodingAndReportsIt) {
  const BodyReading reading(response("zstd", "(\xb5/\xfd"));
  EXPECT_EQ(reading.progress, Progress::kDone);
  EXPECT_EQ(reading.reader.body(), "(\xb5/\xfd");
  EXPECT_EQ(reading.reader.undecoded(), "zstd");
}

TEST(ResponseBodyTest, KeepsPartialAndUndecodedBodies) {
  const std::string bytes = gzip("text");
  EXPECT_EQ(BodyReading(response("gzip", bytes, "206 Partial Content")).reader.body(), bytes);
  const BodyReading reading(response("gzip", bytes), {.decoding = Decoding::kOff});
  EXPECT_EQ(reading.reader.body(), bytes);
  EXPECT_EQ(reading.reader.undecoded(), "gzip");
}

TEST(ResponseBodyTest, AcceptsEmptyBody) {
  EXPECT_EQ(BodyReading(response("gzip", "")).progress, Progress::kDone);
  EXPECT_EQ(BodyReading(chunked("br", "")).progress, Progress::kDone);
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n";
  EXPECT_EQ(BodyReading(head, {}, 100, Method::kHead).progress, Progress::kDone);
  for (const std::string_view status : {"204 No Content", "304 Not Modified"}) {
    const std::string text =
        "HTTP/1.1 " + std::string(status) + "\r\nContent-Encoding: gzip\r\n\r\n";
    EXPECT_EQ(BodyReading(text).progress, Progress::kDone) << status;
  }
}

TEST(ResponseBodyTest, RejectsInvalidAndTruncatedCoding) {
  const BodyReading plain(response("gzip", "<html>plain</html>"));
  EXPECT_EQ(plain.reader.failure(), Failure::kBadEncoding);
  EXPECT_THAT(plain.reader.failure_detail(), HasSubstr("does not match its Content-Encoding"));
  const std::string whole = gzip("some text");
  const BodyReading cut(chunked("gzip", whole.substr(0, whole.size() - 1)));
  EXPECT_EQ(cut.reader.failure(), Failure::kBadEncoding);
  EXPECT_THAT(cut.reader.failure_detail(), HasSubstr("truncated"));
  EXPECT_FALSE(cut.reader.keep_alive());
}

TEST(ResponseBodyTest, LimitsDecodedSize) {
  const BodyReading reading(response("gzip", gzip(std::string(100'000, 'a'))), {}, 99'999);
  EXPECT_EQ(reading.reader.failure(), Failure::kBodyTooLarge);
  EXPECT_THAT(reading.reader.failure_detail(), HasSubstr("expands beyond the limit"));
  EXPECT_LE(reading.arena.used(), 300'000U);
}

TEST(ResponseBodyTest, StreamsSuccessBeyondMemoryLimit) {
  const TemporaryFolder folder;
  const std::string text(100'000, 'a');
  const BodySink sink = save_to(folder.path("file"));
  for (const std::string& whole : {response("gzip", gzip(text)), response("identity", text)}) {
    Download download(sink);
    const BodyReading reading(whole, {.download = &download}, 1000);
    EXPECT_EQ(reading.progress, Progress::kDone) << reading.reader.failure_detail();
    EXPECT_EQ(folder.read("file"), text);
    EXPECT_EQ(reading.reader.body(), "");
    EXPECT_EQ(download.size(), text.size());
    EXPECT_LE(reading.arena.used(), 1000U);
  }
}

TEST(ResponseBodyTest, KeepsErrorBodyInMemory) {
  const TemporaryFolder folder;
  const BodySink sink = save_to(folder.path("file"));
  Download download(sink);
  const BodyReading reading("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone",
                            {.download = &download});
  EXPECT_EQ(reading.reader.body(), "none");
  EXPECT_EQ(folder.files(), 0);
}

TEST(ResponseBodyTest, AppliesLimitOfSink) {
  const BodySink sink = discard_body({.limit = 1000});
  for (const std::string& whole :
       {response("identity", std::string(1001, 'a')), chunked("identity", std::string(1001, 'a')),
        response("gzip", gzip(std::string(1001, 'a')))}) {
    Download download(sink);
    const BodyReading reading(whole, {.download = &download});
    EXPECT_EQ(reading.reader.failure(), Failure::kBodyTooLarge);
  }
}

TEST(ResponseBodyTest, SavesEmptyBodyAsEmptyFile) {
  const TemporaryFolder folder;
  const BodySink sink = save_to(folder.path("file"));
  Download download(sink);
  BodyReading("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", {.download = &download});
  EXPECT_EQ(folder.files(), 1);
  EXPECT_EQ(folder.read("file"), "");
}

}  // namespace
}  // namespace traffic::detail
