// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/pacer.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Duration> all(Pacer pacer) {
  std::vector<Duration> times;
  while (const auto due = pacer.next()) times.push_back(*due);
  return times;
}

Shape uneven() {
  return Shape({ramp_to(per_second(200), 5s), hold(2s), constant(per_second(0), 3s),
                constant(per_second(33.3), 4s), ramp_to(per_second(1), 7s)});
}

TEST(PacerTest, SpacesConstantRateEvenly) {
  EXPECT_THAT(all(Pacer(Shape({constant(per_second(4), 1s)}), Spacing::kEven, 0)),
              ElementsAre(0ms, 250ms, 500ms, 750ms));
}

TEST(PacerTest, FollowsIntegralOfRamp) {
  EXPECT_THAT(all(Pacer(Shape({ramp_to(per_second(4), 2s)}), Spacing::kEven, 0)),
              ElementsAre(0s, 1s, 1414213562ns, 1732050808ns));
}

TEST(PacerTest, ReturnsRateTimesDurationArrivals) {
  for (const double rate : {0.1, 0.7, 3.0, 49.9, 50.0, 333.3, 20'000.0}) {
    EXPECT_EQ(all(Pacer(Shape({constant(per_second(rate), 10s)}), Spacing::kEven, 0)).size(),
              static_cast<std::size_t>(std::llround(rate * 10)))
        << rate;
  }
}

TEST(PacerTest, RoundingAddsNoArrival) {
  for (int tenths = 1; tenths <= 100; ++tenths) {
    const Shape shape(std::vector<Stage>(10, constant(per_second(tenths / 10.0), 1s)));
    EXPECT_EQ(all(Pacer(shape, Spacing::kEven, 0)).size(), static_cast<std::size_t>(tenths));
  }
}

TEST(PacerTest, WaitsThroughZeroRate) {
  const Shape shape({constant(per_second(0), 1s), constant(per_second(2), 1s),
                     constant(per_second(0), 1s), constant(per_second(2), 1s)});
  EXPECT_THAT(all(Pacer(shape, Spacing::kEven, 0)), ElementsAre(1s, 1500ms, 3s, 3500ms));
}

TEST(PacerTest, EmptyShapeHasNoArrivals) {
  EXPECT_THAT(all(Pacer(Shape(), Spacing::kEven, 0)), IsEmpty());
  EXPECT_THAT(all(Pacer(Shape({constant(per_second(0), 1s)}), Spacing::kPoisson, 0)), IsEmpty());
  EXPECT_THAT(all(Pacer(Shape({constant(users(5), 1s)}), Spacing::kEven, 0)), IsEmpty());
}

TEST(PacerTest, ReturnsNothingAfterEnd) {
  Pacer pacer(Shape({constant(per_second(1), 1s)}), Spacing::kPoisson, 3);
  while (pacer.next()) {
  }
  EXPECT_EQ(pacer.next(), std::nullopt);
  EXPECT_EQ(pacer.next(), std::nullopt);
}

TEST(PacerTest, SeedDeterminesArrivals) {
  const auto with_seed = [](std::uint64_t seed) {
    return all(Pacer(uneven(), Spacing::kPoisson, seed));
  };
  EXPECT_EQ(with_seed(1), with_seed(1));
  EXPECT_NE(with_seed(1), with_seed(2));
}

TEST(PacerTest, PartsEqualWhole) {
  for (const Spacing spacing : {Spacing::kEven, Spacing::kPoisson}) {
    const std::vector<Duration> whole = all(Pacer(uneven(), spacing, 42));
    ASSERT_GT(whole.size(), 500U);
    ASSERT_TRUE(std::is_sorted(whole.begin(), whole.end()));
    for (const std::uint64_t count : {1U, 2U, 3U, 7U, 2000U}) {
      std::vector<Duration> together;
      for (std::uint64_t i = 0; i < count; ++i) {
        const auto part = all(Pacer(uneven(), spacing, 42, {.index = i, .count = count}));
        EXPECT_LE(part.size(), whole.size() / count + 1);
        together.insert(together.end(), part.begin(), part.end());
      }
      std::sort(together.begin(), together.end());
      EXPECT_EQ(together, whole) << count << " parts";
    }
  }
}

// Returns the Kolmogorov-Smirnov statistic, times sqrt(n), of the gaps between arrivals. Compares
// the gaps, in expected arrivals, with the unit exponential distribution. Above 1.95, the
// hypothesis is rejected at 0.1 %.
double distance_from_poisson(const Shape& shape, const std::vector<Duration>& times) {
  std::vector<double> gaps;
  double before = 0;
  for (const Duration time : times) {
    const double position = shape.arrivals(time);
    gaps.push_back(position - before);
    before = position;
  }
  std::sort(gaps.begin(), gaps.end());
  const auto n = static_cast<double>(gaps.size());
  double distance = 0;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const double expected = -std::expm1(-gaps[i]);
    distance = std::max({distance, expected - static_cast<double>(i) / n,
                         static_cast<double>(i + 1) / n - expected});
  }
  return distance * std::sqrt(n);
}

TEST(PacerTest, PoissonGapsAreExponential) {
  const Shape flat({constant(per_second(100), 200s)});
  const auto times = all(Pacer(flat, Spacing::kPoisson, 2024));
  EXPECT_NEAR(static_cast<double>(times.size()), 20'000, 4 * std::sqrt(20'000));
  EXPECT_LT(distance_from_poisson(flat, times), 1.95);

  const Shape hilly({ramp_to(per_second(900), 20s), ramp_to(per_second(10), 20s),
                     constant(per_second(0), 5s), constant(per_second(300), 10s)});
  EXPECT_LT(distance_from_poisson(hilly, all(Pacer(hilly, Spacing::kPoisson, 2024))), 1.95);

  // The statistic is large for even arrivals.
  EXPECT_GT(distance_from_poisson(flat, all(Pacer(flat, Spacing::kEven, 0))), 1.95);
}

TEST(PacerTest, PoissonCountsHaveExpectedVariance) {
  const Shape flat({constant(per_second(50), 1000s)});
  std::vector<double> counts(1000);
  for (const Duration time : all(Pacer(flat, Spacing::kPoisson, 11))) counts[time / 1s] += 1;
  double chi_square = 0;
  for (const double count : counts) chi_square += (count - 50) * (count - 50) / 50;
  // 1000 degrees of freedom: mean 1000, standard deviation sqrt(2000). The bounds are four
  // deviations on either side.
  EXPECT_NEAR(chi_square, 1000, 4 * std::sqrt(2000));
}

}  // namespace
}  // namespace traffic::detail
