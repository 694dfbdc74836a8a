// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/signed_rank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "gtest_traffic/compare/testing/noise.h"

namespace traffic::detail::compare {
namespace {

using testing::AllOf;
using testing::Gt;
using testing::Lt;

// Computes p by trying every assignment of signs to the capped ranks. The sizes of the differences
// must be distinct.
double p_by_hand(const std::vector<double>& differences) {
  const auto n = static_cast<int>(differences.size());
  const int cap = static_cast<int>(std::ceil(1.2 * n));
  std::vector<int> ranks;
  int observed = 0;
  for (const double difference : differences) {
    int rank = 0;
    for (const double other : differences) rank += 2 * (std::abs(other) <= std::abs(difference));
    ranks.push_back(std::min(rank, cap));
    observed += difference > 0 ? ranks.back() : -ranks.back();
  }
  int as_far = 0;
  for (int signs = 0; signs < 1 << n; ++signs) {
    int sum = 0;
    for (int i = 0; i < n; ++i)
      sum += (signs >> i & 1) != 0 ? ranks[static_cast<std::size_t>(i)]
                                   : -ranks[static_cast<std::size_t>(i)];
    as_far += std::abs(sum) >= std::abs(observed);
  }
  return static_cast<double>(as_far) / (1 << n);
}

TEST(SignedRankTest, ComputesExactPValue) {
  NoiseSource noise(1);
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<double> differences;
    for (int i = 0; i < 10; ++i) differences.push_back(noise.normal() + 0.3);
    EXPECT_NEAR(signed_rank(differences, 0.05).p, p_by_hand(differences), 1e-12);
  }
}

TEST(SignedRankTest, SmallestPValueDependsOnlyOnSize) {
  EXPECT_DOUBLE_EQ(signed_rank(std::vector<double>{1, 2, 3, 4, 5, 6}, 0.05).p, 2.0 / 64);
  EXPECT_EQ(fewest_differences(0.05), 6u);
  EXPECT_EQ(fewest_differences(0.01), 8u);
}

TEST(SignedRankTest, ZerosHaveNoShift) {
  const auto estimate = signed_rank(std::vector<double>(20, 0.0), 0.05);
  EXPECT_DOUBLE_EQ(estimate.p, 1);
  EXPECT_NEAR(estimate.shift, 0, 1e-9);
  EXPECT_NEAR(estimate.low, 0, 1e-9);
  EXPECT_NEAR(estimate.high, 0, 1e-9);
}

TEST(SignedRankTest, IntervalOfFewValuesIsUnbounded) {
  const auto estimate = signed_rank(std::vector<double>{1, 2, 3}, 0.05);
  EXPECT_EQ(estimate.low, -INFINITY);
  EXPECT_EQ(estimate.high, INFINITY);
  EXPECT_GT(estimate.p, 0.05);
}

TEST(SignedRankTest, ShiftOfEqualDifferencesIsTheirValue) {
  const auto estimate = signed_rank(std::vector<double>(12, 0.25), 0.05);
  EXPECT_NEAR(estimate.shift, 0.25, 1e-9);
  EXPECT_NEAR(estimate.low, 0.25, 1e-9);
  EXPECT_NEAR(estimate.high, 0.25, 1e-9);
}

TEST(SignedRankTest, ApproximationKeepsFalseAlarmRate) {
  NoiseSource noise(5);
  int found = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    std::vector<double> differences;
    for (int i = 0; i < 61; ++i) differences.push_back(noise.normal());
    found += signed_rank_p(differences) <= 0.05;
  }
  EXPECT_THAT(found, AllOf(Gt(30), Lt(72)));
}

TEST(SignedRankTest, IntervalCoversTrueShift) {
  NoiseSource noise(2);
  int covered = 0;
  constexpr int kTrials = 1000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> differences;
    for (int i = 0; i < 15; ++i) differences.push_back(0.03 + 0.02 * noise.heavy());
    const auto estimate = signed_rank(differences, 0.05);
    covered += estimate.low <= 0.03 && 0.03 <= estimate.high;
  }
  EXPECT_THAT(covered, AllOf(Gt(930), Lt(985)));
}

TEST(JointSignedRankTest, CopiesOfOneMetricKeepItsExactP) {
  const std::vector<double> one = {3, -1, 4, 1.5, -5, 9, 2.6, 5.3, 0, 8};
  const auto p = joint_signed_rank_p(std::vector{one, one, one});
  ASSERT_EQ(p.size(), 3u);
  for (const double value : p) EXPECT_NEAR(value, signed_rank_p(one), 1e-12);
}

TEST(JointSignedRankTest, OtherMetricsMakePLarger) {
  NoiseSource noise(5);
  std::vector<std::vector<double>> metrics(6, std::vector<double>(20));
  for (auto& differences : metrics)
    for (double& difference : differences) difference = noise.normal();
  for (double& difference : metrics[0]) difference += 1;
  const auto p = joint_signed_rank_p(metrics);
  const double alone = signed_rank_p(metrics[0]);
  EXPECT_GT(p[0], alone);
  EXPECT_LT(p[0], 8 * alone + 0.005);
  for (std::size_t i = 1; i < 6; ++i) EXPECT_GE(p[i], p[0]);
  EXPECT_EQ(p, joint_signed_rank_p(metrics)) << "the random swaps are the same";
}

}  // namespace
}  // namespace traffic::detail::compare
