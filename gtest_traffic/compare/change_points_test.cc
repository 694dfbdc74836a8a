// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/change_points.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "gtest_traffic/compare/autocorrelation.h"
#include "gtest_traffic/compare/testing/noise.h"

namespace traffic::detail::compare {
namespace {

std::vector<double> noise_of(std::size_t n, std::uint64_t seed) {
  NoiseSource noise(seed);
  std::vector<double> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(0.02 * noise.normal());
  return out;
}

TEST(ChangePointsTest, FindsPositionOfStep) {
  auto values = noise_of(100, 1);
  for (std::size_t i = 60; i < 100; ++i) values[i] += 0.1;
  const auto found = find_change_points(values, {});
  ASSERT_EQ(found.found.size(), 1u);
  EXPECT_NEAR(static_cast<double>(found.found[0].index), 60, 1);
  EXPECT_NEAR(found.found[0].after - found.found[0].before, 0.1, 0.02);
  EXPECT_NEAR(found.noise, 0.02, 0.008);
  EXPECT_LT(found.found[0].p, 1e-6);
}

TEST(ChangePointsTest, ReportsEachStepOnce) {
  auto values = noise_of(300, 2);
  for (std::size_t i = 80; i < 300; ++i) values[i] += 0.15;
  for (std::size_t i = 160; i < 300; ++i) values[i] -= 0.25;
  for (std::size_t i = 240; i < 300; ++i) values[i] += 0.15;
  const auto found = find_change_points(values, {});
  ASSERT_EQ(found.found.size(), 3u);
  EXPECT_NEAR(static_cast<double>(found.found[0].index), 80, 1);
  EXPECT_NEAR(static_cast<double>(found.found[1].index), 160, 1);
  EXPECT_NEAR(static_cast<double>(found.found[2].index), 240, 1);
}

TEST(ChangePointsTest, IgnoresSpikes) {
  auto values = noise_of(200, 3);
  for (const std::size_t i : {20, 21, 22, 90, 150, 151, 152, 153}) values[i] += 1;
  EXPECT_TRUE(find_change_points(values, {}).found.empty());
}

TEST(ChangePointsTest, FindsStepWithoutNoise) {
  std::vector<double> values(30, 1.0);
  for (std::size_t i = 20; i < 30; ++i) values[i] = 2;
  const auto found = find_change_points(values, {});
  ASSERT_EQ(found.found.size(), 1u);
  EXPECT_EQ(found.found[0].index, 20u);
  EXPECT_TRUE(find_change_points(std::vector<double>(30, 1.0), {}).found.empty());
}

// The probability of this step by chance is too small for a double.
TEST(ChangePointsTest, FindsHugeStep) {
  auto values = noise_of(100, 3);
  for (double& value : values) value *= 1e-8;
  for (std::size_t i = 50; i < 100; ++i) values[i] += 100;
  const auto found = find_change_points(values, {});
  ASSERT_EQ(found.found.size(), 1u);
  EXPECT_EQ(found.found[0].index, 50u);
  EXPECT_LT(found.found[0].p, 1e-100);
}

TEST(ChangePointsTest, IgnoresShortSeries) {
  for (std::size_t n = 0; n < 10; ++n)
    EXPECT_TRUE(find_change_points(noise_of(n, n), {}).found.empty());
}

TEST(ChangePointsTest, IgnoresStepsBelowMinimum) {
  auto values = noise_of(400, 4);
  for (std::size_t i = 200; i < 400; ++i) values[i] += 0.03;
  EXPECT_EQ(find_change_points(values, {}).found.size(), 1u);
  EXPECT_TRUE(find_change_points(values, {.smallest_shift = 0.05}).found.empty());
}

TEST(VarianceInflationTest, GrowsWithAutocorrelation) {
  NoiseSource noise(5);
  double memory = 0;
  std::vector<double> values;
  for (int i = 0; i < 2000; ++i) {
    memory = 0.6 * memory + noise.normal();
    values.push_back(memory);
  }
  EXPECT_NEAR(variance_inflation(values, 0), 4, 1.2);  // (1 + 0.6) / (1 - 0.6)
  EXPECT_NEAR(variance_inflation(noise_of(2000, 6), 0), 1, 0.2);
}

TEST(CusumPValueTest, FallsWithHeightAndGrowsWithLength) {
  EXPECT_DOUBLE_EQ(cusum_p_value(0.5, 100, 5), 1);
  EXPECT_LT(cusum_p_value(4, 100, 5), 0.01);
  EXPECT_GT(cusum_p_value(3, 1000, 5), cusum_p_value(3, 30, 5));
}

}  // namespace
}  // namespace traffic::detail::compare
