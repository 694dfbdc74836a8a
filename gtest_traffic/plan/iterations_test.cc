// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/iterations.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

LoadPlan plan_of(Stage stage, unsigned workers = 1) {
  LoadPlan plan;
  plan.shape = Shape({std::move(stage)});
  plan.workers = workers;
  return plan;
}

std::uint64_t count(Iterations iterations) {
  std::uint64_t taken = 0;
  while (iterations.take()) ++taken;
  return taken;
}

TEST(IterationsTest, WorkersShareAllIterations) {
  LoadPlan plan = plan_of(constant(users(5), 1s), 3);
  plan.iterations = 100;
  EXPECT_EQ(count({plan, 0}), 34U);
  EXPECT_EQ(count({plan, 1}), 33U);
  EXPECT_EQ(count({plan, 2}), 33U);
}

TEST(IterationsTest, PerUserLimitScalesWithUsers) {
  LoadPlan plan = plan_of(ramp_to(users(5), 1s), 2);
  plan.iterations_per_user = 10;
  EXPECT_EQ(count({plan, 0}), 30U);
  EXPECT_EQ(count({plan, 1}), 20U);
}

TEST(IterationsTest, UnlimitedIterationsNeverEnd) {
  const Iterations endless(plan_of(constant(users(1), 1s)), 0);
  EXPECT_FALSE(endless.limited());
  EXPECT_FALSE(endless.all_taken());
}

TEST(IterationsTest, RejectsMeaninglessLimits) {
  LoadPlan open = plan_of(constant(per_second(5), 1s));
  EXPECT_FALSE(refuse_iterations(open));
  open.iterations = 5;
  EXPECT_THAT(refuse_iterations(open)->message, HasSubstr("not of a rate"));
  LoadPlan none = plan_of(constant(users(5), 1s));
  none.iterations = 0;
  EXPECT_THAT(refuse_iterations(none)->message, HasSubstr("at least 1"));
  none.iterations_per_user = 1;
  EXPECT_THAT(refuse_iterations(none)->message, HasSubstr("not both"));
}

TEST(IterationsTest, EachUsefulWorkerHasUsers) {
  EXPECT_EQ(useful_workers(plan_of(constant(users(3), 1s), 8)), 3U);
  EXPECT_EQ(useful_workers(plan_of(constant(per_second(3), 1s), 8)), 8U);
}

TEST(IterationsTest, UsersOfEachClassAreSpreadEvenly) {
  const std::vector<std::size_t> counts{5, 1, 4};
  std::vector<std::size_t> sum(counts.size());
  for (unsigned worker = 0; worker < 3; ++worker) {
    std::size_t of_worker = 0;
    const std::vector<std::size_t> shares = shares_of(counts, worker, 3);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      sum[i] += shares[i];
      of_worker += shares[i];
    }
    EXPECT_GE(of_worker, 3U);
    EXPECT_LE(of_worker, 4U);
  }
  EXPECT_EQ(sum, counts);
}

}  // namespace
}  // namespace traffic::detail
