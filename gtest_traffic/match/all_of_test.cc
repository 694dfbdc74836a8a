// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace as_a_user {

using namespace testing;
using namespace traffic;
using namespace traffic::detail;

// With both namespaces open, overload resolution must choose our AllOf only if all arguments are
// response matchers.
static_assert(std::is_same_v<decltype(AllOf(StatusIs(201), JsonAt("/id", 7))),
                             detail::AllOfMatcher<detail::StatusIsMatcher,
                                                  detail::JsonMatcher<detail::ViewedJson>>>);
static_assert(detail::ResponseMatcher<decltype(AllOf(StatusIs(Ge(200)), AllOf(IsSuccess())))>);
static_assert(!detail::ResponseMatcher<decltype(AllOf(Gt(3), Lt(5)))>);
static_assert(!detail::ResponseMatcher<decltype(AllOf(StatusIs(200), Not(StatusIs(201))))>);

TEST(AllOfTest, MatchesIfAllMatch) {
  SampleResponse sample(201, R"({"status":"PENDING","id":7})");
  EXPECT_THAT(sample.response(),
              AllOf(StatusIs(201), JsonAt("/status", "PENDING"), JsonAt("/id", 7)));
  EXPECT_THAT(sample.response(), AllOf(StatusIs(201)));
  EXPECT_FALSE(matches(sample, AllOf(StatusIs(201), JsonAt("/id", 8))));
  EXPECT_FALSE(matches(sample, AllOf(StatusIs(200), JsonAt("/id", 7))));
}

TEST(AllOfTest, AcceptsGoogleMockMatchers) {
  SampleResponse sample(201, R"({"id":7})");
  EXPECT_THAT(sample.response(), AllOf(StatusIs(201), Not(JsonAt("/id", 8))));
  EXPECT_THAT(sample.response(), AnyOf(StatusIs(200), AllOf(IsSuccess(), JsonAt("/id", 7))));
  EXPECT_THAT(sample.response(), Not(AllOf(StatusIs(200), JsonAt("/id", 7))));
  EXPECT_THAT(4, AllOf(Gt(3), Lt(5)));
}

TEST(AllOfTest, NamesFailedMatcher) {
  SampleResponse sample(201, R"({"status":"PENDING","id":7})");
  const auto matcher = AllOf(StatusIs(201), JsonAt("/status", "PAID"), JsonAt("/id", 8));
  EXPECT_EQ(describe(matcher), "status 201, and json /status to be \"PAID\", and json /id to be 8");
  EXPECT_EQ(describe_negation(AllOf(StatusIs(201), StatusIs(202))),
            "status other than 201, or status other than 202");
  EXPECT_EQ(explain(sample, matcher), "expected json /status to be \"PAID\", got \"PENDING\"");
  EXPECT_EQ(explain(sample, AllOf(StatusIs(201), AllOf(JsonAt("/id", 8)))),
            "expected json /id to be 8, got 7");
}

}  // namespace as_a_user
