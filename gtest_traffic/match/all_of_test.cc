// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace as_a_user {

using namespace testing;
using namespace traffic;
using namespace traffic::detail;

// With both namespaces open, overload resolution must choose our functions only if all arguments
// are response matchers.
static_assert(std::is_same_v<decltype(AllOf(StatusIs(201), JsonAt("/id", 7))),
                             AllOfMatcher<StatusIsMatcher, JsonMatcher<LiteralJson>>>);
static_assert(ResponseMatcher<decltype(AllOf(StatusIs(Ge(200)), AllOf(IsSuccess())))>);
static_assert(!ResponseMatcher<decltype(AllOf(Gt(3), Lt(5)))>);
static_assert(ResponseMatcher<decltype(AllOf(StatusIs(200), Not(StatusIs(201))))>);
static_assert(ResponseMatcher<decltype(Not(AnyOf(StatusIs(200), JsonAt("/id", 7))))>);
static_assert(!ResponseMatcher<decltype(AnyOf(Gt(3), Lt(5)))>);
static_assert(!ResponseMatcher<decltype(Not(Gt(3)))>);
static_assert(
    !ResponseMatcher<decltype(AllOf(StatusIs(200), Truly([](const Response&) { return true; })))>);

static_assert(reads_status<StatusIsMatcher>() && reads_status<IsSuccessMatcher>());
static_assert(reads_status<decltype(StatusIs(Ge(200)))>());
static_assert(reads_status<decltype(AnyOf(JsonAt("/id", 7), StatusIs(404)))>());
static_assert(reads_status<decltype(Not(AllOf(JsonAt("/id", 7), Not(IsSuccess()))))>());
static_assert(!reads_status<decltype(Not(AllOf(JsonAt("/id", 7), BodyContains("a"))))>());

TEST(AllOfTest, MatchesIfAllMatchersMatch) {
  SampleResponse sample(201, R"({"status":"PENDING","id":7})");
  EXPECT_THAT(sample.response(),
              AllOf(StatusIs(201), JsonAt("/status", "PENDING"), JsonAt("/id", 7)));
  EXPECT_THAT(sample.response(), AllOf(StatusIs(201)));
  EXPECT_FALSE(matches(sample, AllOf(StatusIs(201), JsonAt("/id", 8))));
  EXPECT_FALSE(matches(sample, AllOf(StatusIs(200), JsonAt("/id", 7))));
}

TEST(AllOfTest, CombinesWithOtherMatchers) {
  SampleResponse sample(201, R"({"id":7})");
  EXPECT_THAT(sample.response(), AllOf(StatusIs(201), Not(JsonAt("/id", 8))));
  EXPECT_THAT(sample.response(), AnyOf(StatusIs(200), AllOf(IsSuccess(), JsonAt("/id", 7))));
  EXPECT_THAT(sample.response(), Not(AllOf(StatusIs(200), JsonAt("/id", 7))));
  EXPECT_THAT(4, AllOf(Gt(3), Lt(5)));
}

TEST(AllOfTest, NamesFailedMatcher) {
  SampleResponse sample(201, R"({"status":"PENDING","id":7})");
  const auto matcher = AllOf(StatusIs(201), JsonAt("/status", "PAID"), JsonAt("/id", 8));
  EXPECT_EQ(describe(matcher), "status 201, and JSON /status to be \"PAID\", and JSON /id to be 8");
  EXPECT_EQ(describe_negation(AllOf(StatusIs(201), StatusIs(202))),
            "status other than 201, or status other than 202");
  EXPECT_EQ(explain(sample, matcher), "expected JSON /status to be \"PAID\", got \"PENDING\"");
  EXPECT_EQ(explain(sample, AllOf(StatusIs(201), AllOf(JsonAt("/id", 8)))),
            "expected JSON /id to be 8, got 7");
}

TEST(AnyOfTest, MatchesWhenOneMatcherMatches) {
  SampleResponse sample(201, R"({"id":7})");
  EXPECT_TRUE(matches(sample, AnyOf(StatusIs(200), JsonAt("/id", 7))));
  const auto matcher = AnyOf(StatusIs(200), StatusIs(204));
  EXPECT_FALSE(matches(sample, matcher));
  EXPECT_EQ(describe(matcher), "status 200, or status 204");
  EXPECT_EQ(describe_negation(matcher), "status other than 200, and status other than 204");
  EXPECT_EQ(explain(sample, matcher), "got 201") << "an actual value is named once";
  EXPECT_EQ(explain(sample, AnyOf(StatusIs(200), JsonAt("/id", 8))), "got 201, and 7");
}

TEST(NotTest, MatchesWhenNestedMatcherDoesNot) {
  SampleResponse sample(201, R"({"id":7})");
  EXPECT_TRUE(matches(sample, Not(StatusIs(200))));
  EXPECT_FALSE(matches(sample, Not(StatusIs(201))));
  EXPECT_EQ(describe(Not(StatusIs(201))), "status other than 201");
  EXPECT_EQ(describe(Not(Not(StatusIs(201)))), "status 201");
  EXPECT_EQ(explain(sample, Not(StatusIs(201))), "got 201");
  EXPECT_EQ(explain(sample, Not(AllOf(StatusIs(201), JsonAt("/id", 7)))), "");
}

TEST(NotTest, AcceptsJsonMatcher) {
  SampleResponse sample(200, R"({"items":[{"n":1,"m":2},{"n":3,"m":4}]})");
  EXPECT_TRUE(matches(sample, JsonAt("/items", Each(Not(JsonAt("/n", 2))))));
  EXPECT_TRUE(matches(sample, JsonAt("/items", Each(AnyOf(JsonAt("/n", 1), JsonAt("/n", 3))))));
  EXPECT_TRUE(matches(sample, JsonAt("/items", Contains(AllOf(JsonAt("/n", 3), JsonAt("/m", 4))))));
  EXPECT_FALSE(matches(sample, JsonAt("/items", Each(Not(JsonAt("/n", 3))))));
}

TEST(NotTest, RejectsMissingResponse) {
  SampleResponse dead(Failure::kRefused, "");
  EXPECT_FALSE(matches(dead, Not(StatusIs(500))));
  EXPECT_FALSE(matches(dead, Not(Not(StatusIs(500)))));
  EXPECT_EQ(explain(dead, Not(StatusIs(500))), "got no response (refused)");
}

}  // namespace as_a_user
