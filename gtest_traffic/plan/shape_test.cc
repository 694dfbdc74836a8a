// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/shape.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

Shape ramp_hold_drop() {
  return Shape({named("up", ramp_to(per_second(50), 10s)), named("flat", hold(30s)),
                named("down", ramp_to(per_second(0), 10s))});
}

TEST(ShapeTest, ReturnsLevelAtEveryEdge) {
  const Shape shape = ramp_hold_drop();
  EXPECT_EQ(shape.duration(), 50s);
  EXPECT_EQ(shape.peak(), 50);
  EXPECT_EQ(shape.level(-1ns), 0);
  EXPECT_EQ(shape.level(0s), 0);
  EXPECT_DOUBLE_EQ(shape.level(5s), 25);
  EXPECT_EQ(shape.level(10s), 50);
  EXPECT_EQ(shape.level(40s), 50);
  EXPECT_DOUBLE_EQ(shape.level(45s), 25);
  EXPECT_EQ(shape.level(50s), 0);
  EXPECT_EQ(shape.level(60s), 0);
}

TEST(ShapeTest, ReturnsStageAtEveryEdge) {
  const Shape shape = ramp_hold_drop();
  EXPECT_EQ(shape.stage(0s), "up");
  EXPECT_EQ(shape.stage(10s - 1ns), "up");
  EXPECT_EQ(shape.stage(10s), "flat");
  EXPECT_EQ(shape.stage(50s - 1ns), "down");
  EXPECT_EQ(shape.stage(50s), "");
}

TEST(ShapeTest, JumpsBetweenLevels) {
  const Shape shape({constant(per_second(10), 1s), constant(per_second(30), 1s),
                     ramp_to(per_second(5), 0s), hold(1s)});
  EXPECT_EQ(shape.level(1s - 1ns), 10);
  EXPECT_EQ(shape.level(1s), 30);
  EXPECT_EQ(shape.level(2s), 5);
  EXPECT_THAT(shape.validate(), IsEmpty());
}

TEST(ShapeTest, IntegratesRate) {
  const Shape shape = ramp_hold_drop();
  EXPECT_EQ(shape.arrivals(-1s), 0);
  EXPECT_EQ(shape.arrivals(0s), 0);
  EXPECT_DOUBLE_EQ(shape.arrivals(5s), 62.5);
  EXPECT_DOUBLE_EQ(shape.arrivals(10s), 250);
  EXPECT_DOUBLE_EQ(shape.arrivals(40s), 1750);
  EXPECT_DOUBLE_EQ(shape.arrivals(50s), 2000);
  EXPECT_DOUBLE_EQ(shape.arrivals(99s), 2000);
}

TEST(ShapeTest, InvertsIntegralExactly) {
  const Shape shape = ramp_hold_drop();
  EXPECT_EQ(shape.when(0), 0s);
  EXPECT_EQ(shape.when(62.5), 5s);
  EXPECT_EQ(shape.when(250), 10s);
  EXPECT_EQ(shape.when(1000), 25s);
  EXPECT_EQ(shape.when(1937.5), 45s);
  EXPECT_EQ(shape.when(2000), 50s);
  EXPECT_EQ(shape.when(2001), std::nullopt);
  EXPECT_EQ(shape.when(std::numeric_limits<double>::quiet_NaN()), std::nullopt);
}

TEST(ShapeTest, SkipsZeroRate) {
  const Shape shape({constant(per_second(0), 2s), constant(per_second(10), 1s),
                     constant(per_second(0), 5s), constant(per_second(10), 1s),
                     constant(per_second(0), 3s)});
  EXPECT_THAT(shape.validate(), IsEmpty());
  EXPECT_EQ(shape.when(0), 2s);
  EXPECT_EQ(shape.when(9), 2900ms);
  EXPECT_EQ(shape.when(10), 8s);
  EXPECT_EQ(shape.when(20), 9s);
  EXPECT_EQ(shape.when(20.1), std::nullopt);
}

TEST(ShapeTest, CountsUsersOfClosedModel) {
  const Shape shape({ramp_to(users(100), 10s), hold(10s)});
  EXPECT_EQ(shape.model(), LoadModel::kClosed);
  EXPECT_DOUBLE_EQ(shape.level(5s), 50);
  EXPECT_EQ(shape.arrivals(20s), 0);
  EXPECT_EQ(ramp_hold_drop().model(), LoadModel::kOpen);
}

TEST(ShapeTest, ScalesToExactDuration) {
  const Shape shape({ramp_to(per_second(10), 1s), hold(1s), constant(per_second(20), 1s)});
  const Shape longer = shape.lasting(100s);
  EXPECT_EQ(longer.duration(), 100s);
  EXPECT_EQ(longer.stages().front().duration, 33333333333ns);
  EXPECT_NEAR(longer.arrivals(100s), shape.arrivals(3s) * 100 / 3, 1e-6);
  EXPECT_EQ(shape.lasting(1ns).duration(), 1ns);
}

TEST(ShapeTest, ScalesLevelsToPeak) {
  const Shape shape =
      Shape({constant(per_second(3), 1s), constant(per_second(30), 1s)}).peaking_at(7);
  EXPECT_EQ(shape.peak(), 7);
  EXPECT_DOUBLE_EQ(shape.level(0s), 0.7);
  EXPECT_EQ(Shape({constant(users(4), 1s)}).peaking_at(8).model(), LoadModel::kClosed);
}

TEST(ShapeTest, ReportsAllErrorsOfInvalidShape) {
  const auto says = [](const std::string& text) { return Field(&Error::message, HasSubstr(text)); };
  EXPECT_THAT(Shape().validate(), ElementsAre(says("no stage")));
  EXPECT_THAT(Shape({hold(1s)}).validate(), testing::Contains(says("no level to hold")));
  EXPECT_THAT(Shape({constant(per_second(0), 1s)}).validate(),
              ElementsAre(says("never rises above zero")));
  EXPECT_THAT(Shape({constant(per_second(5), 0s)}).validate(), ElementsAre(says("no time at all")));
  EXPECT_THAT(Shape({constant(per_second(5), 721h)}).validate(),
              ElementsAre(says("longer than 30 days")));
  EXPECT_THAT(Shape({constant(per_second(5), Duration::max()), hold(Duration::max())}).validate(),
              ElementsAre(says("longer than 30 days")));
  EXPECT_THAT(
      Shape({named("a", constant(per_second(-1), 1s)), constant(per_second(2e7), 1s),
             constant(users(3), 1s), ramp_to(users(2e6), 1s), hold(-1s), hold(0s),
             constant(per_second(std::numeric_limits<double>::quiet_NaN()), 1s)})
          .validate(),
      ElementsAre(says("stage 1 ('a'): a level of -1/s"), says("stage 2: a level of 20000000/s"),
                  says("stage 4: a level of 2000000 users"), says("stage 5: its duration of -1 s"),
                  says("stage 6: holds for no time"), says("stage 7: a level of nan/s"),
                  says("mixes arrival rates with numbers of users")));
}

// Makes a random shape of one to eight stages: jumps, ramps, holds, zero rates, and rates from a
// tenth to ten million.
Shape random_shape(Random& random) {
  std::vector<Stage> stages;
  const auto count = random.between(1, 8);
  for (std::int64_t i = 0; i < count; ++i) {
    const double rate = random.between(0, 4) == 0 ? 0 : std::pow(10, random.uniform() * 8 - 1);
    const Duration lasts(random.between(1, 3'600'000'000'000 >> random.between(0, 20)));
    switch (random.between(0, 2)) {
      case 0:
        stages.push_back(constant(per_second(rate), lasts));
        break;
      case 1:
        stages.push_back(ramp_to(per_second(rate), lasts));
        break;
      default:
        stages.push_back(hold(lasts));
    }
  }
  return Shape(stages);
}

TEST(ShapePropertyTest, WhenIsMonotonicInverseOfArrivals) {
  Random random(7);
  int checked = 0;
  for (int round = 0; round < 2000; ++round) {
    const Shape shape = random_shape(random);
    const double total = shape.arrivals(shape.duration());
    // `when` is rounded to the nanosecond. At the peak rate, this is the number of arrivals in one
    // nanosecond.
    const double grain = shape.peak() * 1e-9;
    std::vector<double> counts = {0, total};
    for (int i = 0; i < 40; ++i) counts.push_back(total * random.uniform());
    for (const Stage& stage : shape.stages()) counts.push_back(shape.arrivals(stage.duration));
    std::sort(counts.begin(), counts.end());
    Duration before{0};
    for (const double count : counts) {
      const auto when = shape.when(count);
      ASSERT_TRUE(when.has_value()) << "round " << round << ", count " << count << " of " << total;
      ASSERT_GE(*when, before) << "round " << round << ", count " << count;
      ASSERT_LE(*when, shape.duration());
      ASSERT_NEAR(shape.arrivals(*when), count, 1e-6 * count + grain + 1e-12) << "round " << round;
      before = *when;
      ++checked;
    }
  }
  EXPECT_GT(checked, 80'000);
}

TEST(ShapePropertyTest, ArrivalsNeverDecrease) {
  Random random(8);
  for (int round = 0; round < 500; ++round) {
    const Shape shape = random_shape(random);
    double before = 0;
    for (int i = 0; i <= 100; ++i) {
      const double now = shape.arrivals(shape.duration() * i / 100);
      ASSERT_GE(now, before) << "round " << round << ", at " << i << " %";
      before = now;
    }
  }
}

TEST(ShapePropertyTest, CountsExactlyOverThirtyDays) {
  const Shape shape({constant(per_second(kMaxRate), kMaxDuration)});
  EXPECT_THAT(shape.validate(), IsEmpty());
  EXPECT_EQ(shape.arrivals(kMaxDuration), kMaxRate * 30 * 86400);
  EXPECT_EQ(shape.when(kMaxRate * 86400 + 1), 24h + 100ns);
}

}  // namespace
}  // namespace traffic::detail
