// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/text.h"

#include <gmock/gmock.h>

#include <limits>

namespace traffic::detail {
namespace {

using testing::ElementsAre;

TEST(TrimTest, RemovesWhitespaceAtBothEnds) {
  EXPECT_EQ(trim("  a b\t\r\n"), "a b");
  EXPECT_EQ(trim(" \t"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(SplitTest, KeepsEmptyParts) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(TakeUntilTest, TakesOnePartAfterTheOther) {
  std::string_view rest = "a,,b";
  EXPECT_EQ(take_until(rest, ','), "a");
  EXPECT_EQ(take_until(rest, ','), "");
  EXPECT_EQ(take_until(rest, ','), "b");
  EXPECT_EQ(rest, "");
  EXPECT_EQ(take_until(rest, ','), "");
}

TEST(HasControlTest, FindsControlCharacters) {
  for (const char* const text : {"a\tb", "a\n", "\x01", "a\x7f"}) EXPECT_TRUE(has_control(text));
  for (const char* const text : {"", "a b", "\xc3\xa9"}) EXPECT_FALSE(has_control(text));
}

TEST(ToLowerTest, KeepsNonAsciiBytes) { EXPECT_EQ(to_lower("AZ-\xc3\x84"), "az-\xc3\x84"); }

TEST(EqualsIgnoringCaseTest, ComparesWholeTexts) {
  EXPECT_TRUE(equals_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(equals_ignoring_case("content", "content-type"));
  EXPECT_FALSE(equals_ignoring_case("a[", "a{"));
}

TEST(MatchesWildcardTest, MatchesLikeGoogleTestFilter) {
  EXPECT_TRUE(matches_wildcard("*", ""));
  EXPECT_TRUE(matches_wildcard("Shopper.*", "Shopper.Browses"));
  EXPECT_TRUE(matches_wildcard("*.B?ys*", "Shopper.BuysSomething"));
  EXPECT_TRUE(matches_wildcard("a*bc", "abcbc"));
  EXPECT_FALSE(matches_wildcard("a*bc", "abcb"));
  EXPECT_FALSE(matches_wildcard("?", ""));
  EXPECT_FALSE(matches_wildcard("", "a"));
}

TEST(MatchesWildcardTest, HandlesManyStarsInPolynomialTime) {
  const std::string text(2000, 'a');
  EXPECT_FALSE(matches_wildcard("*a*a*a*a*a*a*a*a*a*a*a*b", text));
}

TEST(NearestTest, FindsMisspelledName) {
  const std::vector<std::string> names = {"error_rate", "achieved_rate", "p99"};
  EXPECT_EQ(nearest("eror_rate", names), "error_rate");
  EXPECT_EQ(nearest("acheived_rate", names), "achieved_rate");
  EXPECT_EQ(nearest("P98", names), "p99");
  EXPECT_EQ(nearest("throughput", names), "");
  EXPECT_EQ(nearest("p99", {}), "");
}

TEST(NearestTest, FindsNameThatContainsText) {
  const std::vector<std::string> names = {"GET /", "POST /api/payments"};
  EXPECT_EQ(nearest("payments", names), "POST /api/payments");
}

TEST(DidYouMeanTest, ReturnsEmptyTextWithoutCandidate) {
  const std::vector<std::string> names = {"spike", "steady"};
  EXPECT_EQ(did_you_mean("spkie", names), " (did you mean 'spike'?)");
  EXPECT_EQ(did_you_mean("completely else", names), "");
}

TEST(ShellWordTest, QuotesOnlyUnsafeWords) {
  EXPECT_EQ(shell_word("build/dev/bin/suite"), "build/dev/bin/suite");
  EXPECT_EQ(shell_word("http://127.0.0.1:80/a_b-c,d"), "http://127.0.0.1:80/a_b-c,d");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("my tests"), "'my tests'");
  EXPECT_EQ(shell_word("$HOME*"), "'$HOME*'");
  EXPECT_EQ(shell_quoted("it's"), R"('it'\''s')");
}

TEST(GroupDigitsTest, GroupsByThousands) {
  EXPECT_EQ(group_digits(0), "0");
  EXPECT_EQ(group_digits(999), "999");
  EXPECT_EQ(group_digits(1000), "1,000");
  EXPECT_EQ(group_digits(123456), "123,456");
  EXPECT_EQ(group_digits(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

}  // namespace
}  // namespace traffic::detail
