// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/excerpt.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(ExcerptTest, KeepsShortText) {
  EXPECT_EQ(excerpt("", 0), "");
  EXPECT_EQ(excerpt("abc", 3), "abc");
}

TEST(ExcerptTest, ReportsNumberOfOmittedBytes) {
  EXPECT_EQ(excerpt("abcdef", 2), "ab… (4 more bytes)");
}

TEST(ExcerptTest, CutsAtCharacterBoundary) {
  EXPECT_EQ(excerpt("a\xC3\xA9"
                    "b",
                    2),
            "a… (3 more bytes)");
  EXPECT_EQ(excerpt("a\xC3\xA9"
                    "b",
                    3),
            "a\xC3\xA9… (1 more bytes)");
}

TEST(IsPrintableTextTest, AcceptsTextAndRejectsBinary) {
  EXPECT_TRUE(is_printable_text(""));
  EXPECT_TRUE(is_printable_text("a\tb\r\nc \xC3\xA9 \xF0\x9F\x9A\xA6"));
  EXPECT_FALSE(is_printable_text(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_printable_text("\x1b[31m"));
  EXPECT_FALSE(is_printable_text("\xC3"));
  EXPECT_FALSE(is_printable_text("\xC0\xAF"));
  EXPECT_FALSE(is_printable_text("\xED\xA0\x80"));
  EXPECT_FALSE(is_printable_text("\x89PNG"));
}

}  // namespace
}  // namespace traffic::detail
