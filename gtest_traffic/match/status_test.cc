// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::AnyOf;
using testing::Ge;
using testing::Not;

TEST(StatusIsTest, ComparesCode) {
  SampleResponse sample(503);
  EXPECT_TRUE(matches(sample, StatusIs(503)));
  EXPECT_FALSE(matches(sample, StatusIs(201)));
  EXPECT_EQ(describe(StatusIs(201)), "status 201");
  EXPECT_EQ(describe_negation(StatusIs(201)), "status other than 201");
  EXPECT_EQ(explain(sample, StatusIs(201)), "got 503");
}

TEST(StatusIsTest, AcceptsMatcher) {
  SampleResponse sample(404);
  EXPECT_TRUE(matches(sample, StatusIs(Ge(400))));
  EXPECT_TRUE(matches(sample, StatusIs(AnyOf(404, 410))));
  EXPECT_FALSE(matches(sample, StatusIs(AnyOf(200, 201))));
  EXPECT_EQ(describe(StatusIs(Ge(400))), "status that is >= 400");
  EXPECT_EQ(describe_negation(StatusIs(Ge(400))), "status that isn't >= 400");
  EXPECT_EQ(explain(sample, StatusIs(Ge(500))), "got 404");
}

TEST(StatusIsTest, MarksStatusAsChecked) {
  SampleResponse plain(200);
  EXPECT_TRUE(matches(plain, StatusIs(200)));
  EXPECT_TRUE(plain.exchange.status_checked);
  SampleResponse matched(200);
  EXPECT_TRUE(matches(matched, StatusIs(Ge(200))));
  EXPECT_TRUE(matched.exchange.status_checked);
}

TEST(StatusIsTest, MissingResponseLeavesStatusUnchecked) {
  SampleResponse dead(Failure::kRefused, "connection refused");
  EXPECT_FALSE(matches(dead, Not(StatusIs(500))));
  EXPECT_FALSE(matches(dead, Not(StatusIs(Ge(500)))));
  EXPECT_FALSE(matches(dead, Not(IsSuccess())));
  EXPECT_FALSE(dead.exchange.status_checked) << "so the request still counts as a failure";
}

TEST(StatusIsTest, ExplainsMissingResponse) {
  SampleResponse sample(Failure::kReadTimeout, "no answer within 30 s");
  EXPECT_FALSE(matches(sample, StatusIs(200)));
  EXPECT_FALSE(matches(sample, StatusIs(0)));
  EXPECT_FALSE(matches(sample, StatusIs(Not(200))));
  EXPECT_EQ(explain(sample, StatusIs(200)), "got no response (read-timeout)");
  EXPECT_EQ(explain(sample, StatusIs(Ge(200))), "got no response (read-timeout)");
}

TEST(IsSuccessTest, AcceptsStatus2xx) {
  for (const int status : {200, 204, 299})
    EXPECT_TRUE(matches(SampleResponse(status), IsSuccess()));
  for (const int status : {100, 199, 300, 404, 500}) {
    EXPECT_FALSE(matches(SampleResponse(status), IsSuccess())) << status;
  }
  EXPECT_EQ(describe(IsSuccess()), "a status from 200 to 299");
  EXPECT_EQ(explain(SampleResponse(302), IsSuccess()), "got 302");
  EXPECT_EQ(explain(SampleResponse(Failure::kRefused, ""), IsSuccess()),
            "got no response (refused)");
}

}  // namespace
}  // namespace traffic::detail
