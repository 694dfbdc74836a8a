// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/regex.h"

#include <gmock/gmock.h>

#include <string>

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using Answer = Regex::Answer;

Answer search(std::string_view pattern, std::string_view text) {
  const Expected<Regex> regex = Regex::compile(pattern);
  if (regex) return regex->search(text);
  ADD_FAILURE() << regex.error().message;
  return Answer::kTooCostly;
}

TEST(RegexTest, SearchesWholeTextUnlessAnchored) {
  EXPECT_EQ(search("b+", "abba"), Answer::kYes);
  EXPECT_EQ(search("^b+", "abba"), Answer::kNo);
  EXPECT_EQ(search("^abc$", "abc\n"), Answer::kNo);
}

TEST(RegexTest, FollowsEcma262) {
  EXPECT_EQ(search(R"(^\s$)", "\xef\xbb\xbf"), Answer::kYes);   // U+FEFF
  EXPECT_EQ(search(R"(^[\S]$)", "\xe2\x80\x83"), Answer::kNo);  // U+2003
  EXPECT_EQ(search(R"(^\v$)", "\n"), Answer::kNo);
  EXPECT_EQ(search("^.$", "\xe2\x80\xa8"), Answer::kNo);  // U+2028
  EXPECT_EQ(search("^.$", "\xf0\x9f\x90\xb2"), Answer::kYes);
  EXPECT_EQ(search(R"(^\ud83d\udc32$)", "\xf0\x9f\x90\xb2"), Answer::kYes);
  EXPECT_EQ(search(R"(^\p{Letter}\d$)",
                   "\xc3\xa9"
                   "7"),
            Answer::kYes);
  EXPECT_EQ(search("^[[:a]+$", "[:a"), Answer::kYes);
  EXPECT_EQ(search("[]", "x"), Answer::kNo);
  EXPECT_EQ(search(R"(^(?!.*\.\.)(?<first>\w)\k<first>$)", "aa"), Answer::kYes);
  EXPECT_EQ(search(R"(^[\w.+-]+?@x$)", "a.b@x"), Answer::kYes);
}

TEST(RegexTest, RejectsSyntaxOutsideEcma262) {
  for (const std::string_view pattern :
       {R"(\Z)", R"(\a)", "(?i)a", "(*UTF)", "a++", "(?P<n>a)", "(", "[a", R"(\p{Nothing})", "\\",
        R"(\ud83d)", R"(\k{n})", "(?>a)", "**"}) {
    EXPECT_FALSE(Regex::compile(pattern)) << pattern;
  }
  EXPECT_THAT(
      Regex::compile(R"(ab\Z)").error().message,
      HasSubstr(R"('ab\Z' is not an ECMA-262 regular expression: unknown escape '\Z' at byte 2)"));
}

TEST(RegexTest, LimitsBacktracking) {
  EXPECT_EQ(search("^(a|a)*$", std::string(40, 'a') + "b"), Answer::kTooCostly);
  EXPECT_EQ(search("^(a|b)*c", std::string(1 << 20, 'a')), Answer::kTooCostly);
}

TEST(RegexTest, SearchesInvalidUtf8) { EXPECT_EQ(search("^a", "a\xff"), Answer::kYes); }

}  // namespace
}  // namespace traffic::detail
