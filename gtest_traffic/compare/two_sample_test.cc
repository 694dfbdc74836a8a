// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/two_sample.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "gtest_traffic/compare/testing/noise.h"

namespace traffic::detail::compare {
namespace {

using Values = std::vector<double>;

TEST(TwoSampleTest, ComputesSmallestPValue) {
  const Values base = {1, 2, 3, 4, 5}, fresh = {11, 12, 13, 14, 15};
  EXPECT_DOUBLE_EQ(two_sample(base, fresh, 0.05).p, 2.0 / 252);
  EXPECT_DOUBLE_EQ(two_sample(fresh, base, 0.05).p, 2.0 / 252);
  EXPECT_DOUBLE_EQ(smallest_p(5, 5), 2.0 / 252);
  EXPECT_DOUBLE_EQ(smallest_p(3, 3), 0.1);
  EXPECT_DOUBLE_EQ(smallest_p(1, 1), 1);
  EXPECT_DOUBLE_EQ(smallest_p(0, 5), 1);
}

TEST(TwoSampleTest, IgnoresLargestFifth) {
  EXPECT_DOUBLE_EQ(low_mean(Values{1, 2, 3, 4, 500}), 2.5);
  EXPECT_DOUBLE_EQ(low_mean(Values{7}), 7);
  EXPECT_DOUBLE_EQ(low_mean(Values{}), 0);
  const auto estimate =
      two_sample(Values{1, 1.1, 1.2, 1.3, 9}, Values{2, 2.1, 2.2, 2.3, 2.4}, 0.05);
  EXPECT_NEAR(estimate.shift, 1.0, 1e-12);
}

TEST(TwoSampleTest, IntervalContainsShiftWithoutNoise) {
  const auto estimate = two_sample(Values(5, 1.0), Values(5, 1.5), 0.05);
  EXPECT_NEAR(estimate.low, 0.5, 1e-6);
  EXPECT_NEAR(estimate.high, 0.5, 1e-6);
  const auto same = two_sample(Values(5, 1.0), Values(5, 1.0), 0.05);
  EXPECT_DOUBLE_EQ(same.p, 1);
  EXPECT_NEAR(same.low, 0, 1e-6);
  EXPECT_NEAR(same.high, 0, 1e-6);
}

TEST(TwoSampleTest, IntervalCoversTrueShift) {
  NoiseSource noise(3);
  int covered = 0;
  constexpr int kTrials = 1000;
  for (int trial = 0; trial < kTrials; ++trial) {
    Values base, fresh;
    for (int i = 0; i < 5; ++i) base.push_back(0.027 * noise.normal());
    for (int i = 0; i < 6; ++i) fresh.push_back(0.05 + 0.027 * noise.normal());
    const auto estimate = two_sample(base, fresh, 0.05);
    covered += estimate.low <= 0.05 && 0.05 <= estimate.high;
    EXPECT_LE(estimate.low, estimate.high);
  }
  EXPECT_GT(covered, 930);
  EXPECT_LT(covered, 985);
}

TEST(TwoSampleTest, DrawsRandomSplitsForLargeInputs) {
  NoiseSource noise(4);
  Values base, fresh;
  for (int i = 0; i < 40; ++i) {
    base.push_back(noise.normal());
    fresh.push_back(noise.normal() + 2);
  }
  const auto estimate = two_sample(base, fresh, 0.01);
  EXPECT_LE(estimate.p, 0.001);
  EXPECT_GT(estimate.p, 0);
  EXPECT_NEAR(estimate.shift, 2, 0.7);
}

std::vector<std::size_t> all_runs(std::size_t count) {
  std::vector<std::size_t> out(count);
  std::iota(out.begin(), out.end(), 0);
  return out;
}

TEST(JointTwoSampleTest, CopiesOfOneMetricKeepItsP) {
  const RunCosts one{{1, 7, 2.5, 3, 4, 5, 6, 3.5, 9, 8}, all_runs(10)};
  const double alone = two_sample_p(std::span(one.costs).first(5), std::span(one.costs).subspan(5));
  for (const double p : joint_two_sample_p(std::vector{one, one, one}, 5, 5))
    EXPECT_DOUBLE_EQ(p, alone);
  EXPECT_DOUBLE_EQ(joint_two_sample_p(std::vector{one}, 5, 5).front(), alone);
}

TEST(JointTwoSampleTest, AcceptsMetricsThatSomeRunsLack) {
  const RunCosts clear{{1, 1.1, 1.2, 1.3, 1.4, 2, 2.1, 2.2, 2.3, 2.4}, all_runs(10)};
  const RunCosts partly{{1, 1.1, 1.2, 1.4, 1, 1.1, 1.3}, {0, 1, 3, 4, 5, 8, 9}};
  const RunCosts equal{std::vector<double>(10, 3.0), all_runs(10)};
  const auto p = joint_two_sample_p(std::vector{clear, partly, equal}, 5, 5);
  EXPECT_LE(p[0], 0.02);
  EXPECT_GT(p[1], 0.1);
  EXPECT_DOUBLE_EQ(p[2], 1);
}

TEST(JointTwoSampleTest, DrawsRandomSplitsForManyRuns) {
  NoiseSource noise(6);
  RunCosts costs[2] = {{{}, all_runs(24)}, {{}, all_runs(24)}};
  for (auto& metric : costs)
    for (int i = 0; i < 24; ++i) metric.costs.push_back(noise.normal());
  for (std::size_t i = 12; i < 24; ++i) costs[1].costs[i] += 9;
  const auto p = joint_two_sample_p(costs, 12, 12);
  EXPECT_GT(p[0], 0.05);
  EXPECT_LE(p[1], 0.001);
  EXPECT_GT(p[1], 0);
}

}  // namespace
}  // namespace traffic::detail::compare
