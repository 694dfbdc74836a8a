// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

TEST(RespondsWithinTest, IncludesLimit) {
  SampleResponse sample(200);
  sample.exchange.timings.total = 200ms;
  EXPECT_TRUE(matches(sample, RespondsWithin(200ms)));
  EXPECT_TRUE(matches(sample, RespondsWithin(1s)));
  EXPECT_FALSE(matches(sample, RespondsWithin(199ms)));
  EXPECT_EQ(describe(RespondsWithin(150ms)), "a response within 150 ms");
  EXPECT_EQ(explain(sample, RespondsWithin(150ms)), "got a slower one\n    took 200 ms");
}

TEST(RespondsWithinTest, MissingResponseDoesNotMatch) {
  SampleResponse sample(Failure::kRefused, "");
  EXPECT_FALSE(matches(sample, RespondsWithin(1s)));
  EXPECT_EQ(explain(sample, RespondsWithin(1s)), "got no response (refused)");
}

}  // namespace
}  // namespace traffic::detail
