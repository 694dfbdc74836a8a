// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/timestamp.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr WallTime kTime =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + 15h + 9min + 26s;

TEST(UtcTextTest, IsReadable) {
  EXPECT_EQ(utc_text(std::chrono::floor<std::chrono::seconds>(kTime)), "2026-03-14 15:09:26 UTC");
}

TEST(Rfc3339Test, WritesParsableTimestamp) {
  EXPECT_EQ(rfc3339(kTime + 535ms), "2026-03-14T15:09:26.535Z");
  EXPECT_EQ(parse_timestamp(rfc3339(kTime + 535ms)), kTime + 535ms);
}

TEST(ParseTimestampTest, ParsesAllRfc3339Forms) {
  EXPECT_EQ(parse_timestamp("2026-03-14T15:09:26Z"), kTime);
  EXPECT_EQ(parse_timestamp("2026-03-14t15:09:26z"), kTime);
  EXPECT_EQ(parse_timestamp("2026-03-14T16:39:26+01:30"), kTime);
  EXPECT_EQ(parse_timestamp("2026-03-14T10:09:26.000001-05:00"), kTime + 1us);
  EXPECT_EQ(parse_timestamp("2026-03-14T15:09:26.12345678999Z"), kTime + 123456us);
  EXPECT_GT(parse_timestamp("9999-12-31T23:59:59Z"),
            std::chrono::floor<std::chrono::microseconds>(kTime));
  EXPECT_LT(parse_timestamp("0000-01-01T00:00:00Z"),
            std::chrono::floor<std::chrono::microseconds>(kTime));
  EXPECT_EQ(parse_timestamp("2016-12-31T23:59:60Z"), parse_timestamp("2017-01-01T00:00:00Z"));
}

TEST(ParseTimestampTest, RejectsInvalidTimestamps) {
  for (const char* const text :
       {"", "now", "2026-03-14", "2026-03-14T15:09:26", "2026-03-14 15:09:26Z",
        "2026-02-29T15:09:26Z", "2026-13-14T15:09:26Z", "2026-03-14T24:00:00Z",
        "2026-03-14T15:60:26Z", "2026-03-14T15:09:61Z", "2026-03-14T15:09:26.Z",
        "2026-03-14T15:09:26+0100", "2026-03-14T15:09:26+24:00", "2026-03-14T15:09:26Zulu",
        "20260314T150926Z", "2026-3-14T15:09:26Z"}) {
    EXPECT_FALSE(parse_timestamp(text)) << text;
  }
}

TEST(ParseDateTest, ParsesCalendarDate) {
  EXPECT_EQ(parse_date("2024-02-29"), std::chrono::year(2024) / 2 / 29);
  for (const char* const text : {"", "2023-02-29", "2024-2-29", "2024-02-29Z", "24-02-29"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

}  // namespace
}  // namespace traffic::detail
