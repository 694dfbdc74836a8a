// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/stages.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "gtest_traffic/plan/pacer.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

Shape shape_of(const Stages& stages) { return Shape(stages.all()); }

std::size_t arrivals_of(const Shape& shape) {
  Pacer pacer(shape, Spacing::kEven, 1);
  std::size_t count = 0;
  while (pacer.next()) ++count;
  return count;
}

TEST(StagesTest, StairsHoldEachLevel) {
  const Shape shape =
      shape_of(stairs({.from = per_second(10), .by = per_second(5), .steps = 3, .each = 10s}));
  EXPECT_EQ(shape.duration(), 30s);
  EXPECT_EQ(shape.level(0s), 10);
  EXPECT_EQ(shape.level(10s), 15);
  EXPECT_EQ(shape.level(29s), 20);
}

TEST(StagesTest, StairsDescendAndCountUsers) {
  const Shape shape = shape_of(stairs({.from = users(9), .by = users(-3), .steps = 3, .each = 1s}));
  EXPECT_EQ(shape.model(), LoadModel::kClosed);
  EXPECT_EQ(shape.level(2500ms), 3);
  EXPECT_THAT(shape.validate(), IsEmpty());
}

TEST(StagesTest, RejectsStairsOfMixedUnits) {
  const Shape shape =
      shape_of(stairs({.from = users(9), .by = per_second(3), .steps = 2, .each = 1s}));
  EXPECT_THAT(shape.validate(), Contains(Field(&Error::message, HasSubstr("mixes"))));
}

TEST(StagesTest, SpikesRiseAboveBase) {
  const Shape shape = shape_of(spikes(
      {.base = per_second(10), .peak = per_second(50), .every = 10s, .lasting = 2s, .times = 3}));
  EXPECT_EQ(shape.duration(), 30s);
  EXPECT_EQ(shape.level(7s), 10);
  EXPECT_EQ(shape.level(8s), 50);
  EXPECT_EQ(shape.stage(28s), "spike");
  EXPECT_EQ(arrivals_of(shape), 3U * (8 * 10 + 2 * 50));
}

TEST(StagesTest, RejectsSpikesLongerThanPeriod) {
  const Shape shape = shape_of(
      spikes({.base = users(1), .peak = users(2), .every = 1s, .lasting = 2s, .times = 1}));
  EXPECT_THAT(shape.validate(), Contains(Field(&Error::message, HasSubstr("negative"))));
}

TEST(StagesTest, ReturnsRequestedArrivals) {
  EXPECT_EQ(arrivals_of(Shape({arrivals(601, 60s)})), 601U);
  EXPECT_EQ(arrivals_of(Shape({at_once(100)})), 100U);
  EXPECT_EQ(arrivals_of(Shape({at_once(7), pause(5s), at_once(3)})), 10U);
  const Shape shape({at_once(7), pause(5s), at_once(3)});
  EXPECT_EQ(shape.level(3s), 0);
  EXPECT_EQ(shape.duration(), 5s + 2ms);
}

TEST(StagesTest, RejectsImpossibleSimultaneousArrivals) {
  EXPECT_THAT(Shape({at_once(10'000)}).validate(), IsEmpty());
  EXPECT_FALSE(Shape({at_once(20'000)}).validate().empty());
  EXPECT_FALSE(Shape({arrivals(5, 0s)}).validate().empty());
  EXPECT_FALSE(Shape({arrivals(-5, 1s)}).validate().empty());
}

TEST(StagesTest, HeavisideIsSmoothStep) {
  const Shape shape = shape_of(heaviside(1000, 20s));
  EXPECT_NEAR(shape.arrivals(20s), 1000, 1e-6);
  EXPECT_NEAR(shape.arrivals(10s), 500, 1e-6);
  for (const double at : {4.0, 8.0, 13.0}) {
    const double expected = 500 * (1 + std::erf(4 * at / 20 - 2) / std::erf(2));
    EXPECT_NEAR(shape.arrivals(Duration(std::llround(at * 1e9))), expected, 0.5);
  }
}

TEST(StagesTest, FollowsFunction) {
  const Shape shape =
      shape_of(follow(10s, [](Duration t) { return users(10 + 5 * std::sin(seconds_of(t))); }));
  EXPECT_EQ(shape.duration(), 10s);
  EXPECT_EQ(shape.level(0s), 10);
  for (const Duration t : {1s, 3s, 9s}) {
    EXPECT_NEAR(shape.level(t), 10 + 5 * std::sin(seconds_of(t)), 0.01);
  }
}

TEST(StagesTest, RejectsInvalidFunctionValues) {
  const Shape shape = shape_of(
      follow(1s, [](Duration) { return per_second(std::numeric_limits<double>::quiet_NaN()); }));
  EXPECT_FALSE(shape.validate().empty());
}

}  // namespace
}  // namespace traffic::detail
