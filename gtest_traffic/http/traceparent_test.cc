// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/traceparent.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

namespace traffic::detail {
namespace {

std::string next(TraceIds& ids) {
  const std::string_view line = ids.next_line();
  EXPECT_THAT(line, testing::StartsWith("traceparent: "));
  EXPECT_THAT(line, testing::EndsWith("\r\n"));
  return std::string(line.substr(13, line.size() - 15));
}

TEST(TraceIdsTest, WritesW3cTraceparent) {
  TraceIds ids;
  EXPECT_THAT(next(ids), testing::ContainsRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$"));
}

TEST(TraceIdsTest, NumbersSpansWithinOneTrace) {
  TraceIds ids;
  const std::string first = next(ids);
  const std::string second = next(ids);
  ids.start();
  const std::string third = next(ids);
  EXPECT_EQ(first.substr(0, 36), second.substr(0, 36));
  EXPECT_NE(first.substr(36), second.substr(36));
  EXPECT_NE(second.substr(0, 36), third.substr(0, 36));
}

TEST(TraceIdsTest, IncrementsSpanAcrossHexDigits) {
  TraceIds ids;
  std::set<std::string> spans;
  for (int i = 0; i < 5000; ++i) {
    const std::string value = next(ids);
    ASSERT_THAT(value, testing::ContainsRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$"));
    spans.insert(value.substr(36, 16));
  }
  EXPECT_EQ(spans.size(), 5000U);
}

TEST(TraceIdsTest, StartsDistinctTracePerUser) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    TraceIds ids;
    seen.insert(next(ids).substr(0, 36));
  }
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(TraceIdOfTest, ParsesRequestHead) {
  EXPECT_EQ(trace_id_of("GET / HTTP/1.1\r\nTraceParent: "
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n"),
            "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(trace_id_of("GET / HTTP/1.1\r\ntraceparent: no\r\n\r\n"), "");
  EXPECT_EQ(trace_id_of("GET / HTTP/1.1\r\n\r\n"), "");
}

}  // namespace
}  // namespace traffic::detail
