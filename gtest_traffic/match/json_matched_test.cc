// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json_matched.h"

#include <boost/json/value.hpp>

#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace testing;
using testing::AnyOf;  // otherwise traffic::AnyOf hides it
using testing::Not;

constexpr std::string_view kValues =
    R"({"n":12,"half":0.5,"name":"Ada","ok":true,"none":null,"items":[3,"x",{"a":1}],"ids":[1,2,3],"empty":[]})";

class JsonMatchedTest : public Test {
 protected:
  SampleResponse sample_{200, kValues};
};

TEST_F(JsonMatchedTest, SupportsComparisons) {
  EXPECT_TRUE(matches(sample_, JsonAt("/n", Gt(3))));
  EXPECT_TRUE(matches(sample_, JsonAt("/n", Le(12.0))));
  EXPECT_TRUE(matches(sample_, JsonAt("/half", Lt(1))));
  EXPECT_TRUE(matches(sample_, JsonAt("/n", Ne(3))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", Ne("Eve"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", Lt(std::string("B")))));
  EXPECT_TRUE(matches(sample_, JsonAt("/none", Eq(nullptr))));
  EXPECT_FALSE(matches(sample_, JsonAt("/n", Gt(12))));
  EXPECT_FALSE(matches(sample_, JsonAt("/n", Ne(12))));
}

TEST_F(JsonMatchedTest, SupportsFloatingPoint) {
  EXPECT_TRUE(matches(sample_, JsonAt("/half", DoubleNear(0.51, 0.02))));
  EXPECT_TRUE(matches(sample_, JsonAt("/n", DoubleEq(12))));
  EXPECT_TRUE(matches(sample_, JsonAt("/half", FloatEq(0.5F))));
  EXPECT_FALSE(matches(sample_, JsonAt("/half", DoubleNear(0.6, 0.02))));
  EXPECT_FALSE(matches(sample_, JsonAt("/name", DoubleNear(0, 1))));
}

TEST_F(JsonMatchedTest, SupportsStrings) {
  EXPECT_TRUE(matches(sample_, JsonAt("/name", StartsWith("A"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", HasSubstr("d"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", StrCaseEq("ADA"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", MatchesRegex("A.*"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", SizeIs(3))));
  EXPECT_FALSE(matches(sample_, JsonAt("/name", StartsWith("B"))));
}

TEST_F(JsonMatchedTest, SupportsContainers) {
  EXPECT_TRUE(matches(sample_, JsonAt("/items", SizeIs(3))));
  EXPECT_TRUE(matches(sample_, JsonAt("/items", SizeIs(Gt(2)))));
  EXPECT_TRUE(matches(sample_, JsonAt("/items", ElementsAre(3, "x", SizeIs(1)))));
  EXPECT_TRUE(matches(sample_, JsonAt("/items", Contains("x"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/ids", UnorderedElementsAre(3, 1, 2))));
  EXPECT_TRUE(matches(sample_, JsonAt("/ids", Each(Gt(0)))));
  EXPECT_TRUE(matches(sample_, JsonAt("/empty", IsEmpty())));
  EXPECT_TRUE(matches(sample_, JsonAt("/empty", ElementsAre())));
  EXPECT_TRUE(matches(sample_, JsonAt("/items", Not(IsEmpty()))));
  EXPECT_FALSE(matches(sample_, JsonAt("/ids", ElementsAre(1, 2))));
  EXPECT_FALSE(matches(sample_, JsonAt("/ids", Contains(4))));
}

TEST_F(JsonMatchedTest, SupportsCombinations) {
  EXPECT_TRUE(matches(sample_, JsonAt("/n", testing::AllOf(Gt(3), Lt(20)))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", AnyOf("Eve", "Ada"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", Not(AnyOf("Eve", StartsWith("B"))))));
  EXPECT_TRUE(matches(sample_, JsonAt("/n", _)));
  EXPECT_TRUE(matches(sample_, JsonAt("/ok", IsTrue())));
  EXPECT_FALSE(matches(sample_, JsonAt("/ok", IsFalse())));
}

TEST_F(JsonMatchedTest, TypedMatchersReceiveConvertedValue) {
  EXPECT_TRUE(matches(sample_, JsonAt("/n", Matcher<int>(Gt(3)))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", Matcher<std::string>("Ada"))));
  EXPECT_TRUE(matches(sample_, JsonAt("/name", Matcher<const std::string&>(HasSubstr("d")))));
  EXPECT_TRUE(matches(sample_, JsonAt("/ok", Matcher<bool>(true))));
  EXPECT_FALSE(matches(sample_, JsonAt("/half", Matcher<int>(_))));
  EXPECT_FALSE(matches(sample_, JsonAt("/name", Matcher<int>(_))));
}

TEST_F(JsonMatchedTest, SupportsPredicates) {
  EXPECT_TRUE(matches(sample_, JsonAt("/items", Truly([](const boost::json::value& items) {
                                        return items.as_array().size() == 3;
                                      }))));
}

TEST_F(JsonMatchedTest, InapplicableMatcherNeverMatches) {
  EXPECT_FALSE(matches(sample_, JsonAt("/name", Not(Gt(3)))));
  EXPECT_FALSE(matches(sample_, JsonAt("/n", StartsWith(""))));
  EXPECT_FALSE(matches(sample_, JsonAt("/none", IsEmpty())));
  EXPECT_FALSE(matches(sample_, JsonAt("/none", SizeIs(0))));
  EXPECT_FALSE(matches(sample_, JsonAt("/n", ElementsAre())));
  EXPECT_FALSE(matches(sample_, JsonAt("/n", Each(Gt(0)))));
  EXPECT_EQ(explain(sample_, JsonAt("/n", StartsWith("A"))),
            "got 12, but the matcher does not apply to the type number");
}

TEST_F(JsonMatchedTest, ExplainsExpectedAndActual) {
  EXPECT_EQ(describe(JsonAt("/n", Gt(30))), "JSON /n that is > 30");
  EXPECT_EQ(describe_negation(JsonAt("/n", Gt(30))), "JSON /n that isn't > 30");
  EXPECT_EQ(explain(sample_, JsonAt("/n", Gt(30))), "got 12");
  EXPECT_EQ(explain(sample_, JsonAt("/ids", ElementsAre(1, 5, 3))),
            "got [1, 2, 3], whose element #1 doesn't match");
  EXPECT_EQ(
      explain(sample_, JsonAt("/nn", Gt(3))),
      "got none: the body has only 'n', 'half', 'name', 'ok', 'none', 'items', 'ids', 'empty'");
}

}  // namespace
}  // namespace traffic::detail
