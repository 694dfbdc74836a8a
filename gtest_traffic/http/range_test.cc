// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/range.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::Eq;
using testing::Optional;

TEST(ByteRangeTest, WritesHeaderValue) {
  EXPECT_EQ(to_string(byte_range(0, 499)), "bytes=0-499");
  EXPECT_EQ(to_string(bytes_from(9500)), "bytes=9500-");
  EXPECT_EQ(to_string(last_bytes(500)), "bytes=-500");
}

TEST(ParseContentRangeTest, ParsesSatisfiedRange) {
  EXPECT_THAT(parse_content_range("bytes 42-1233/1234"),
              Optional(ContentRange{.first = 42, .last = 1233, .size = 1234}));
  EXPECT_THAT(parse_content_range("Bytes 0-0/*"),
              Optional(ContentRange{.first = 0, .last = 0, .size = {}}));
}

TEST(ParseContentRangeTest, ParsesUnsatisfiedRange) {
  EXPECT_THAT(parse_content_range("bytes */1234"),
              Optional(ContentRange{.first = {}, .last = {}, .size = 1234}));
}

TEST(ParseContentRangeTest, RejectsInvalidValues) {
  for (const std::string_view value :
       {"", "bytes", "bytes ", "bytes 1-2", "bytes 2-1/9", "bytes 1-9/9", "bytes -1/9",
        "bytes 1-/9", "bytes */*", "items 1-2/3", "bytes 1-2/x", "bytes 1-2/3/4",
        "bytes 1-99999999999999999999/*"}) {
    EXPECT_THAT(parse_content_range(value), Eq(std::nullopt)) << value;
  }
}

}  // namespace
}  // namespace traffic::detail
