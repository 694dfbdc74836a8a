// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/codec/testing/response_faults.h"

namespace traffic::detail {
namespace {

using Progress = ResponseReader::Progress;
using testing::HasSubstr;

struct Verdict {
  Progress progress = Progress::kMore;
  Failure failure = Failure::kNone;
  std::string detail;
};

Verdict feed(std::string_view text, const ResponseLimits& limits = {}) {
  Arena arena;
  ResponseReader reader;
  reader.begin(Method::kGet, arena, limits);
  const Progress progress = reader.feed(text);
  return {progress, reader.failure(), std::string(reader.failure_detail())};
}

class ResponseFaultTest : public testing::TestWithParam<ResponseFault> {};

TEST_P(ResponseFaultTest, ReportsFailure) {
  const ResponseFault& fault = GetParam();
  const Verdict verdict = feed(fault.text);
  EXPECT_EQ(verdict.progress, Progress::kFailed);
  EXPECT_EQ(verdict.failure, fault.failure);
  EXPECT_THAT(verdict.detail, HasSubstr(fault.says));
}

TEST_P(ResponseFaultTest, ReportsFailureByteByByte) {
  const ResponseFault& fault = GetParam();
  Arena arena;
  ResponseReader reader;
  reader.begin(Method::kGet, arena, {});
  Progress progress = Progress::kMore;
  for (std::size_t i = 0; i < fault.text.size() && progress == Progress::kMore; ++i) {
    progress = reader.feed(fault.text.substr(i, 1));
  }
  EXPECT_EQ(progress, Progress::kFailed);
  EXPECT_EQ(reader.failure(), fault.failure);
}

INSTANTIATE_TEST_SUITE_P(Faults, ResponseFaultTest, testing::ValuesIn(kResponseFaults),
                         [](const auto& test) { return test.param.name; });

constexpr ResponseLimits kSmall{.head = 256, .body = 100};

TEST(ResponseLimitsTest, AcceptsResponseAtLimit) {
  const std::string frame = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nX: \r\n\r\n";
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nX: " +
                           std::string(kSmall.head - frame.size(), 'x') + "\r\n\r\n";
  ASSERT_EQ(head.size(), kSmall.head);
  EXPECT_EQ(feed(head + std::string(100, 'b'), kSmall).progress, Progress::kDone);
}

TEST(ResponseLimitsTest, LimitsHead) {
  const std::string head = "HTTP/1.1 200 OK\r\nX: " + std::string(kSmall.head, 'x') + "\r\n\r\n";
  EXPECT_EQ(feed(head, kSmall).failure, Failure::kHeaderTooLarge);
}

TEST(ResponseLimitsTest, LimitsAnnouncedLength) {
  const Verdict verdict = feed("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", kSmall);
  EXPECT_EQ(verdict.failure, Failure::kBodyTooLarge);
}

TEST(ResponseLimitsTest, LimitsBodyUntilClose) {
  const Verdict verdict = feed("HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'b'), kSmall);
  EXPECT_EQ(verdict.failure, Failure::kBodyTooLarge);
}

TEST(ResponseLimitsTest, LimitsSumOfChunks) {
  std::string text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 3; ++i) text += "32\r\n" + std::string(50, 'c') + "\r\n";
  EXPECT_EQ(feed(text, kSmall).failure, Failure::kBodyTooLarge);
}

// Feeds the same bytes repeatedly until the reader stops.
Verdict feed_without_end(const std::string& start, const std::string& again) {
  constexpr int kMuch = 10'000;
  Arena arena;
  ResponseReader reader;
  reader.begin(Method::kGet, arena, kSmall);
  Progress progress = reader.feed(start);
  int pieces = 0;
  while (progress == Progress::kMore && ++pieces < kMuch) progress = reader.feed(again);
  EXPECT_LT(pieces * again.size(), 4 * kSmall.head);
  EXPECT_LT(arena.used(), 8 * kSmall.head);
  return {progress, reader.failure(), std::string(reader.failure_detail())};
}

TEST(EndlessResponseTest, StopsEndlessHeaders) {
  const Verdict verdict = feed_without_end("HTTP/1.1 200 OK\r\n", "X: y\r\n");
  EXPECT_EQ(verdict.failure, Failure::kHeaderTooLarge);
}

TEST(EndlessResponseTest, StopsEndlessHeaderValue) {
  EXPECT_EQ(feed_without_end("HTTP/1.1 200 OK\r\nX: ", "y").failure, Failure::kHeaderTooLarge);
}

TEST(EndlessResponseTest, StopsEndlessReason) {
  EXPECT_EQ(feed_without_end("HTTP/1.1 200 O", "K").failure, Failure::kHeaderTooLarge);
}

TEST(EndlessResponseTest, StopsEndlessInterimResponses) {
  EXPECT_EQ(feed_without_end("", "HTTP/1.1 100 Continue\r\n\r\n").failure,
            Failure::kHeaderTooLarge);
}

TEST(EndlessResponseTest, StopsEndlessTrailers) {
  const Verdict verdict =
      feed_without_end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n");
  EXPECT_EQ(verdict.failure, Failure::kMalformed);
  EXPECT_THAT(verdict.detail, HasSubstr("trailers"));
}

TEST(EndlessResponseTest, StopsEndlessChunkExtension) {
  const Verdict verdict =
      feed_without_end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", "a");
  EXPECT_EQ(verdict.failure, Failure::kMalformed);
}

TEST(EndlessResponseTest, StopsEndlessTinyChunks) {
  const Verdict verdict =
      feed_without_end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n");
  EXPECT_EQ(verdict.failure, Failure::kBodyTooLarge);
}

}  // namespace
}  // namespace traffic::detail
