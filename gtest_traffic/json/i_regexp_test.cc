// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/i_regexp.h"

#include <gmock/gmock.h>

#include <string>

namespace traffic::detail {
namespace {

using testing::HasSubstr;

bool matches(std::string_view pattern, std::string_view text) {
  const Expected<IRegexp> compiled = IRegexp::compile(pattern);
  EXPECT_TRUE(compiled) << pattern << ": " << compiled.error().message;
  return compiled && compiled->matches(text);
}

std::string pattern_mistake(std::string_view pattern) {
  const Expected<IRegexp> compiled = IRegexp::compile(pattern);
  return compiled ? "" : compiled.error().message;
}

TEST(IRegexpTest, MatchesWholeTextOrFindsPart) {
  EXPECT_TRUE(matches("a|bc", "bc"));
  EXPECT_FALSE(matches("a|bc", "abc"));
  EXPECT_TRUE(IRegexp::compile("b+")->found_in("abbc"));
  EXPECT_FALSE(IRegexp::compile("^b")->found_in("abbc"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_TRUE(matches("(|a)b", "b"));
}

TEST(IRegexpTest, SupportsQuantifiers) {
  EXPECT_TRUE(matches("a{2}b{1,}c{0,1}d?", "aabb"));
  EXPECT_TRUE(matches("(ab){2,3}", "ababab"));
  EXPECT_FALSE(matches("(ab){2,3}", "ab"));
  EXPECT_TRUE(matches("a{1000}", std::string(1000, 'a')));
}

TEST(IRegexpTest, SupportsCharacterClasses) {
  EXPECT_TRUE(matches("[a-c-]+", "a-c"));
  EXPECT_TRUE(matches("[-a]+", "a-"));
  EXPECT_TRUE(matches(R"([^\]x^]+)", "[a"));
  EXPECT_TRUE(matches(R"([\n\t\\\-]+)", "\n\t\\-"));
  EXPECT_TRUE(matches("[.$*]+", ".$*"));
  EXPECT_FALSE(matches("[.]", "a"));
  EXPECT_FALSE(matches(".", "\n"));
  EXPECT_TRUE(matches(".{2}", "\xC3\xA4\xF0\x9F\x98\x80"));  // ä and an emoji: two characters
}

TEST(IRegexpTest, SupportsUnicodeCategories) {
  EXPECT_TRUE(matches(R"(\p{Lu}\p{Ll}+)", "\xC3\x84rger"));
  EXPECT_TRUE(matches(R"(\P{L}+)", "12 "));
  EXPECT_TRUE(matches(R"([\p{Nd}\p{Pd}]+)", "4-2"));
  EXPECT_TRUE(matches(R"([^\p{L}]+)", "42"));
  EXPECT_TRUE(matches(R"(\p{Cn})", "\xCD\xB8"));  // U+0378, unassigned
  EXPECT_FALSE(matches(R"(\p{Cn})", "a"));
  EXPECT_TRUE(matches(R"(\p{Cn})", "\xF1\x80\x80\x80"));   // U+40000
  EXPECT_TRUE(matches(R"(\p{Cn})", "\xF4\x8F\xBF\xBF"));   // U+10FFFF, not a character
  EXPECT_FALSE(matches(R"(\p{Cn})", "\xF4\x8F\xBF\xBD"));  // U+10FFFD, private use
  EXPECT_FALSE(matches(R"(\p{Cn})", "\xF3\xB0\x80\x80"));  // U+F0000, private use
  EXPECT_TRUE(matches(R"(\p{C})", "\xCD\xB8"));
  EXPECT_TRUE(matches(R"(\p{C})", "\x01"));
  EXPECT_FALSE(matches(R"([^\p{C}"]+)", "a\"b"));
  EXPECT_TRUE(matches(R"([^\p{C}"]+)", "ab"));
  EXPECT_FALSE(matches(R"([^\p{C}"]+)", "\xCD\xB8"));
  EXPECT_TRUE(matches(R"(\P{C}+)", "ab"));
  EXPECT_TRUE(matches(R"(\P{Cn}+)", "a\x01"));
}

TEST(IRegexpTest, RejectsPatternsOutsideRfc9485) {
  EXPECT_THAT(pattern_mistake(R"(\d+)"), HasSubstr("write [0-9]"));
  EXPECT_THAT(pattern_mistake(R"(a\d)"), HasSubstr("byte 2 of the pattern"));
  for (const char* pattern :
       {"(?:a)", "(?i)a",     "a*?",       "a**",    "*a",           "a{",     "a{x}",
        "a{2",   "a{3,2}",    "a{1001}",   "[",      "[]",           "[a",     "a]",
        "a}",    "(",         ")",         "[z-a]",  "[a-\\p{L}]",   "[a--b]", "[[a]]",
        R"(\b)", R"(\p{Cs})", R"(\p{Xx})", R"(\pL)", R"(\p{Latin})", "\\",     "a\xFF"}) {
    EXPECT_NE(pattern_mistake(pattern), "") << pattern;
  }
  EXPECT_NE(pattern_mistake(std::string(101, '(') + std::string(101, ')')), "");
}

TEST(IRegexpTest, SearchesInLinearTime) {
  const std::string text(20'000, 'a');
  EXPECT_FALSE(matches("(a*)*b", text));
  EXPECT_FALSE(matches("(a|aa)+b", text));
}

}  // namespace
}  // namespace traffic::detail
