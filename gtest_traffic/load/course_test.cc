// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/course.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "gtest_traffic/load/pacer.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Optional;

Course ten_seconds() { return Course(Shape({constant(per_second(4), 10s)})); }

TEST(LoadTimelineTest, FollowsShapeUntilChanged) {
  const Course course = ten_seconds();
  EXPECT_EQ(course.run_time(3s), 3s);
  EXPECT_THAT(course.wall_time(3s), Optional(3s));
  EXPECT_EQ(course.level(3s), 4);
  EXPECT_EQ(course.arrivals(3s), 12);
  EXPECT_THAT(course.when(12), Optional(3s));
  EXPECT_EQ(course.total(), 40);
  EXPECT_FALSE(course.paused(3s));
}

TEST(LoadTimelineTest, StopsWhilePaused) {
  Course course = ten_seconds();
  course.change({.at = 2s, .paused = true});
  EXPECT_EQ(course.run_time(1h), 2s);
  EXPECT_EQ(course.wall_time(2001ms), std::nullopt);
  EXPECT_EQ(course.when(9), std::nullopt);
  EXPECT_TRUE(course.paused(2s));
  EXPECT_FALSE(course.paused(1s));
  course.change({.at = 7s});
  EXPECT_EQ(course.run_time(6s), 2s);
  EXPECT_EQ(course.run_time(8s), 3s);
  EXPECT_THAT(course.wall_time(10s), Optional(15s));
  EXPECT_EQ(course.arrivals(7s), 8);
  EXPECT_THAT(course.when(9), Optional(7250ms));
  EXPECT_EQ(course.total(), 40);
}

TEST(LoadTimelineTest, FollowsLevelAfterChange) {
  Course course = ten_seconds();
  course.change({.at = 5s, .factor = 1.5});
  course.change({.at = 7s, .factor = 0.5});
  EXPECT_EQ(course.level(4s), 4);
  EXPECT_EQ(course.level(6s), 6);
  EXPECT_EQ(course.level(9s), 2);
  EXPECT_EQ(course.factor(9s), 0.5);
  EXPECT_EQ(course.arrivals(7s), 32);
  EXPECT_EQ(course.total(), 38);
  EXPECT_THAT(course.when(26), Optional(6s));
  EXPECT_EQ(course.level(10s), 0) << "the run lasts as long as planned";
}

TEST(LoadTimelineTest, ClosedModelHasNoArrivals) {
  Course course(Shape({constant(users(10), 10s)}));
  course.change({.at = 1s, .factor = 1.2});
  EXPECT_THAT(course.level(2s), DoubleNear(12, 1e-9));
  EXPECT_EQ(course.total(), 0);
}

TEST(LoadTimelineTest, PausedPacerKeepsArrivalsWithoutBurst) {
  Pacer pacer(Shape({constant(per_second(4), 2s)}), Spacing::kEven, 0);
  EXPECT_THAT(pacer.next(), Optional(0ms));
  EXPECT_THAT(pacer.next(), Optional(250ms));
  EXPECT_EQ(pacer.change({.at = 100ms, .paused = true}), std::nullopt);
  EXPECT_THAT(pacer.change({.at = 5100ms}), Optional(5250ms));
  std::vector<Duration> rest;
  while (const auto due = pacer.next()) rest.push_back(*due);
  EXPECT_THAT(rest, ElementsAre(5500ms, 5750ms, 6000ms, 6250ms, 6500ms, 6750ms));
}

TEST(LoadTimelineTest, ChangedPacerPartsEqualWhole) {
  const auto walk = [](std::uint64_t index, std::uint64_t count) {
    Pacer pacer(Shape({ramp_to(per_second(90), 3s)}), Spacing::kPoisson, 7, {index, count});
    std::vector<Duration> times;
    auto due = pacer.next();
    while (due && *due < 1s) {
      times.push_back(*due);
      due = pacer.next();
    }
    due = pacer.change({.at = 1s, .factor = 2});
    for (; due; due = pacer.next()) times.push_back(*due);
    return times;
  };
  std::vector<Duration> parts = walk(0, 2);
  const std::vector<Duration> other = walk(1, 2);
  parts.insert(parts.end(), other.begin(), other.end());
  std::sort(parts.begin(), parts.end());
  EXPECT_EQ(parts, walk(0, 1));
  EXPECT_GT(parts.size(), 200U);
}

// A lower rate can move an arrival beyond the end. The arrival is due again when the rate rises.
TEST(LoadTimelineTest, ExhaustedPacerContinuesAtHigherRate) {
  Pacer pacer(Shape({constant(per_second(1), 3s)}), Spacing::kEven, 0);
  EXPECT_THAT(pacer.next(), Optional(0s));
  EXPECT_THAT(pacer.next(), Optional(1s));
  EXPECT_EQ(pacer.change({.at = 100ms, .factor = 0.1}), std::nullopt);
  EXPECT_THAT(pacer.change({.at = 1100ms, .factor = 2}), Optional(1500ms));
}

}  // namespace
}  // namespace traffic::detail
