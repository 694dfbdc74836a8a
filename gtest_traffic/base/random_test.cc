// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace traffic::detail {
namespace {

TEST(RandomTest, MatchesPublishedSequence) {
  Random random(
      1234567);  // the reference values of Rosetta Code's "Pseudo-random numbers/Splitmix64"
  EXPECT_EQ(random(), 6457827717110365317U);
  EXPECT_EQ(random(), 3203168211198807973U);
  EXPECT_EQ(random(), 9817491932198370423U);
}

TEST(RandomTest, UniformReturnsZeroToBelowOne) {
  Random random(1);
  double sum = 0;
  for (int i = 0; i < 10000; ++i) {
    const double value = random.uniform();
    ASSERT_GE(value, 0);
    ASSERT_LT(value, 1);
    sum += value;
  }
  EXPECT_NEAR(sum / 10000, 0.5, 0.02);
}

TEST(RandomTest, BetweenReturnsBothBounds) {
  Random random(2);
  std::array<int, 5> seen{};
  for (int i = 0; i < 1000; ++i) ++seen.at(static_cast<std::size_t>(random.between(-2, 2) + 2));
  EXPECT_GT(*std::min_element(seen.begin(), seen.end()), 100);
  EXPECT_EQ(random.between(7, 7), 7);
}

TEST(RandomTest, BetweenAcceptsFullIntegerRange) {
  Random random(3);
  Random twin(3);
  const auto low = std::numeric_limits<std::int64_t>::min();
  const auto value = random.between(low, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(low) + twin());
}

TEST(MixSeedTest, ReturnsDistinctSeedPerUser) {
  std::set<std::uint64_t> seeds;
  for (std::uint64_t run = 0; run < 100; ++run) {
    for (std::uint64_t user = 0; user < 100; ++user) seeds.insert(mix_seed(run, user));
  }
  EXPECT_EQ(seeds.size(), 10000U);
}

}  // namespace
}  // namespace traffic::detail
