// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/confidence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

// Returns the probability that at least `rank` of `samples` are below the quantile, by direct
// summation.
double doubt(std::uint64_t samples, double share, std::uint64_t rank) {
  double sum = 0;
  for (std::uint64_t k = rank; k <= samples; ++k) {
    double term = 1;
    for (std::uint64_t i = 1; i <= samples - k; ++i) {
      term *= static_cast<double>(k + i) / static_cast<double>(i) * (1 - share);
    }
    sum += term * std::pow(share, static_cast<double>(k));
  }
  return sum;
}

TEST(ConfidenceTest, HasNoRankForTooFewSamples) {
  // 0.99^298 is slightly more than 0.05; 0.99^299 is slightly less.
  EXPECT_EQ(upper_rank(298, 0.99), std::nullopt);
  EXPECT_EQ(upper_rank(299, 0.99), 299U);
  EXPECT_EQ(upper_rank(4, 0.5), std::nullopt);
  EXPECT_EQ(upper_rank(5, 0.5), 5U);
  EXPECT_EQ(upper_rank(0, 0.5), std::nullopt);
  EXPECT_EQ(upper_rank(1000, 1), std::nullopt);
}

TEST(ConfidenceTest, ReturnsSmallestSufficientRank) {
  for (const std::uint64_t samples : {30U, 57U, 100U}) {
    for (const double share : {0.5, 0.75, 0.9}) {
      const auto rank = upper_rank(samples, share);
      ASSERT_TRUE(rank);
      EXPECT_LE(doubt(samples, share, *rank), 0.05) << samples << " " << share;
      EXPECT_GT(doubt(samples, share, *rank - 1), 0.05) << samples << " " << share;
    }
  }
  EXPECT_EQ(upper_rank(100, 0.5), 59U);  // matches tables of the sign test
}

TEST(ConfidenceTest, ComputesExactRanksForLargeRuns) {
  // The normal approximation gives 339, whose error probability is 0.0506. That of 340 is 0.0451.
  EXPECT_EQ(upper_rank(309'413, 0.001), 340U);
  // The normal approximation gives 30625. The error probability of 30624 is 0.0499.
  EXPECT_EQ(upper_rank(40'640, 0.75), 30'624U);
  EXPECT_EQ(upper_rank(1'000'000'000, 0.99), 990'005'176U);
}

TEST(ConfidenceTest, LowerRanksMirrorUpperRanks) {
  EXPECT_EQ(lower_rank(100, 0.5), 42U);
  EXPECT_EQ(lower_rank(298, 0.01), std::nullopt);
  EXPECT_EQ(lower_rank(299, 0.01), 1U);
}

TEST(ConfidenceTest, BoundCoversNominalShare) {
  constexpr std::uint64_t kSamples = 300;
  constexpr int kTrials = 4000;
  const std::uint64_t rank = *upper_rank(kSamples, 0.95);
  Random random(7);
  int missed = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::uint64_t below = 0;  // the quantile of uniform numbers equals the share
    for (std::uint64_t i = 0; i < kSamples; ++i) below += random.uniform() < 0.95 ? 1U : 0U;
    if (below >= rank) ++missed;
  }
  EXPECT_LE(missed, kTrials * 0.06);
  EXPECT_GE(missed, kTrials * 0.02);
}

}  // namespace
}  // namespace traffic::detail
