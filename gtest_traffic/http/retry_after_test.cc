// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/retry_after.h"

#include <gmock/gmock.h>

#include <string>

namespace traffic::detail {
namespace {

using testing::Eq;
using testing::Optional;
using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kNow(784111777s);  // Sun, 06 Nov 1994 08:49:37 GMT

std::optional<Duration> read(const std::string& value) {
  return retry_after("HTTP/1.1 503 Busy\r\nRetry-After: " + value + "\r\n\r\n", kNow);
}

TEST(RetryAfterTest, ParsesSecondsAndDates) {
  EXPECT_THAT(read("0"), Optional(Eq(Duration(0))));
  EXPECT_THAT(read("120"), Optional(Eq(Duration(120s))));
  EXPECT_THAT(read("Sun, 06 Nov 1994 08:50:07 GMT"), Optional(Eq(Duration(30s))));
  EXPECT_THAT(read("Sun, 06 Nov 1994 08:00:00 GMT"), Optional(Eq(Duration(0))));
  EXPECT_THAT(read("Fri, 31 Dec 9999 23:59:59 GMT"), Optional(testing::Gt(Duration(24h))));
}

TEST(RetryAfterTest, IgnoresInvalidValues) {
  for (const char* value : {"", "-1", "1.5", "soon", "99999999999999999999", "1 2"}) {
    EXPECT_EQ(read(value), std::nullopt) << value;
  }
  EXPECT_EQ(retry_after("HTTP/1.1 503 Busy\r\n\r\n", kNow), std::nullopt);
}

}  // namespace
}  // namespace traffic::detail
