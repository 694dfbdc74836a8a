// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/http_date.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::Eq;
using testing::Optional;

constexpr std::chrono::sys_seconds at(std::int64_t seconds) {
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

TEST(ParseHttpDateTest, ParsesAllRfcForms) {
  for (const char* text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "06-nov-1994 8:49:37", "1994 6 NOVEMBER 8:49:37Z"}) {
    EXPECT_THAT(parse_http_date(text), Optional(Eq(at(784111777)))) << text;
  }
}

TEST(ParseHttpDateTest, ExpandsTwoDigitYears) {
  EXPECT_THAT(parse_http_date("Thu, 01-Jan-70 00:00:01 GMT"), Optional(Eq(at(1))));
  EXPECT_THAT(parse_http_date("Wed, 01-Jan-69 00:00:00 GMT"), Optional(Eq(at(3124224000))));
  EXPECT_THAT(parse_http_date("Fri, 31 Dec 9999 23:59:59 GMT"), Optional(Eq(at(253402300799))));
}

TEST(ParseHttpDateTest, RejectsInvalidDates) {
  for (const char* text :
       {"", "never", "0", "Sun, 06 Nov 1994", "06 Nov 1994 24:00:00", "06 Nov 1994 08:60:00",
        "31 Feb 1994 08:49:37", "00 Nov 1994 08:49:37", "06 Nov 1600 08:49:37",
        "06 Foo 1994 08:49:37", "123 Nov 1994 08:49", "06 Nov 19945 08:49:37"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace traffic::detail
