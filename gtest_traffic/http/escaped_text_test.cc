// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/escaped_text.h"

#include <gtest/gtest.h>

#include <string>

namespace traffic::detail {
namespace {

// Returns the first character of a text, and the rest after `|`.
std::string first_of(std::string_view text, int layers = 1) {
  const EscapedCharacter c = read_escaped(text, 0, layers);
  return std::string(c.bytes.data(), c.size) + '|' + std::string(text.substr(c.end));
}

TEST(ReadEscapedTest, ReadsPercentEncoding) {
  EXPECT_EQ(first_of("%2Bx"), "+|x");
  EXPECT_EQ(first_of("%2bx"), "+|x");
  for (const char* no : {"%", "%2", "%2g", "%%2B"}) {
    EXPECT_EQ(first_of(no), "%|" + std::string(no).substr(1)) << no;
  }
}

TEST(ReadEscapedTest, ReadsBackslashes) {
  EXPECT_EQ(first_of(R"(\/x)"), "/|x");
  EXPECT_EQ(first_of(R"(\"x)"), "\"|x");
  EXPECT_EQ(first_of(R"(\nx)"), "\n|x");
  EXPECT_EQ(first_of(R"(\u002Bx)"), "+|x");
  EXPECT_EQ(first_of(R"(\u00e9x)"), "é|x");
  EXPECT_EQ(first_of(R"(\u20acx)"), "€|x");
  EXPECT_EQ(first_of(R"(\ud83d\udcca!)"), "📊|!");
  EXPECT_EQ(first_of(R"(\xC3\xA9)"), "\xC3|\\xA9");
  EXPECT_EQ(first_of(R"(\x5z)"), "\x05|z");
  EXPECT_EQ(first_of(R"(\xE9" "a)"), "\xE9|a");
  EXPECT_EQ(first_of(R"(\xE9" "z)"), "\xE9|\" \"z");
  for (const char* no : {R"(\)", R"(\u12)", R"(\ud83dx)", R"(\ud83d\u0041)", R"(\xz)", R"(\q)"}) {
    EXPECT_EQ(first_of(no), "\\|" + std::string(no).substr(1)) << no;
  }
}

TEST(ReadEscapedTest, ReadsCharacterReferences) {
  EXPECT_EQ(first_of("&amp;x"), "&|x");
  EXPECT_EQ(first_of("&quot;x"), "\"|x");
  EXPECT_EQ(first_of("&#43;x"), "+|x");
  EXPECT_EQ(first_of("&#x2b;x"), "+|x");
  EXPECT_EQ(first_of("&#X0002B;x"), "+|x");
  EXPECT_EQ(first_of("&#128202;x"), "📊|x");
  for (const char* no : {"&", "&amp", "&;", "&#;", "&#x;", "&#43", "&#99999999;", "&other;"}) {
    EXPECT_EQ(first_of(no), "&|" + std::string(no).substr(1)) << no;
  }
}

TEST(ReadEscapedTest, ReadsNestedEscapes) {
  EXPECT_EQ(first_of(R"(\\u002Bx)", 1), R"(\|u002Bx)");
  EXPECT_EQ(first_of(R"(\\u002Bx)", 2), "+|x");
  EXPECT_EQ(first_of(R"(\\\"x)", 2), "\"|x");
  EXPECT_EQ(first_of("%252Bx", 2), "+|x");
  EXPECT_EQ(first_of("&amp;#43;x", 2), "+|x");
  EXPECT_EQ(first_of(R"(\u0026#43;x)", 2), "+|x");
  EXPECT_EQ(first_of("%25252Bx", 2), "%|2Bx");
}

TEST(ReadEscapedTest, ReadsDoubledQuoteOnlyInPlainText) {
  EXPECT_EQ(first_of(R"(""x)", 1), "\"|x");
  EXPECT_EQ(first_of(R"(\"")", 2), "\"|\"");
}

}  // namespace
}  // namespace traffic::detail
