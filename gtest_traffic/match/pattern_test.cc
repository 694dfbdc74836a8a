// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

constexpr std::string_view kDay = R"({"day":"2026-03-14"})";

TEST(PatternTest, MatchesWholeTextOrPart) {
  SampleResponse sample(200, kDay);
  EXPECT_TRUE(matches(sample, JsonAt("/day", MatchesPattern(R"(\d{4}-\d\d-\d\d)"))));
  EXPECT_FALSE(matches(sample, JsonAt("/day", MatchesPattern(R"(\d{4})"))));
  EXPECT_TRUE(matches(sample, JsonAt("/day", ContainsPattern(R"(\d{4})"))));
  EXPECT_FALSE(matches(sample, JsonAt("/day", ContainsPattern("[a-z]"))));
  EXPECT_THAT("Grüße", MatchesPattern(R"(\p{L}+)"));
  EXPECT_EQ(describe(JsonAt("/day", MatchesPattern("a+"))), "JSON /day that is a match of \"a+\"");
  EXPECT_EQ(explain(sample, JsonAt("/day", MatchesPattern("a+"))), "got \"2026-03-14\"");
}

TEST(PatternTest, InvalidExpressionNeverMatches) {
  SampleResponse sample(200, kDay);
  EXPECT_FALSE(matches(sample, JsonAt("/day", MatchesPattern("(a"))));
  EXPECT_THAT(explain(sample, JsonAt("/day", MatchesPattern("(a"))),
              HasSubstr("is not an ECMA-262 regular expression"));
}

TEST(PatternTest, CostlySearchIsAborted) {
  const std::string text(200, 'a');
  EXPECT_FALSE(matches(SampleResponse(200, text), BodyIs(MatchesPattern("(a|aa)+[bc]"))));
  EXPECT_THAT(
      explain(SampleResponse(200, "\"" + text + "\""), JsonAt("", MatchesPattern("(a|aa)+[bc]"))),
      HasSubstr("whose search reached the step limit"));
}

}  // namespace
}  // namespace traffic::detail
