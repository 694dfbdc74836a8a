// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/load_timeline.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "gtest_traffic/plan/pacer.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Optional;

// A pacer whose timeline is changed by hand.
class ChangedPacer {
 public:
  ChangedPacer(const Shape& shape, Spacing spacing, std::uint64_t seed, Pacer::Part part = {})
      : timeline_(shape), pacer_(shape, spacing, seed, part) {}
  std::optional<Duration> next() { return pacer_.next(); }
  std::optional<Duration> change(const LoadChange& change) {
    timeline_.change(change);
    return pacer_.follow(timeline_);
  }

 private:
  LoadTimeline timeline_;
  Pacer pacer_;
};

LoadTimeline ten_seconds() { return LoadTimeline(Shape({constant(per_second(4), 10s)})); }

TEST(LoadTimelineTest, FollowsShapeUntilChanged) {
  const LoadTimeline timeline = ten_seconds();
  EXPECT_EQ(timeline.run_time(3s), 3s);
  EXPECT_THAT(timeline.wall_time(3s), Optional(3s));
  EXPECT_EQ(timeline.level(3s), 4);
  EXPECT_EQ(timeline.arrivals(3s), 12);
  EXPECT_THAT(timeline.when(12), Optional(3s));
  EXPECT_EQ(timeline.total(), 40);
  EXPECT_FALSE(timeline.paused(3s));
}

TEST(LoadTimelineTest, StopsWhilePaused) {
  LoadTimeline timeline = ten_seconds();
  timeline.change({.at = 2s, .paused = true});
  EXPECT_EQ(timeline.run_time(1h), 2s);
  EXPECT_EQ(timeline.wall_time(2001ms), std::nullopt);
  EXPECT_EQ(timeline.when(9), std::nullopt);
  EXPECT_TRUE(timeline.paused(2s));
  EXPECT_FALSE(timeline.paused(1s));
  timeline.change({.at = 7s});
  EXPECT_EQ(timeline.run_time(6s), 2s);
  EXPECT_EQ(timeline.run_time(8s), 3s);
  EXPECT_THAT(timeline.wall_time(10s), Optional(15s));
  EXPECT_EQ(timeline.arrivals(7s), 8);
  EXPECT_THAT(timeline.when(9), Optional(7250ms));
  EXPECT_EQ(timeline.total(), 40);
}

TEST(LoadTimelineTest, FollowsLevelAfterChange) {
  LoadTimeline timeline = ten_seconds();
  timeline.change({.at = 5s, .factor = 1.5});
  timeline.change({.at = 7s, .factor = 0.5});
  EXPECT_EQ(timeline.level(4s), 4);
  EXPECT_EQ(timeline.level(6s), 6);
  EXPECT_EQ(timeline.level(9s), 2);
  EXPECT_EQ(timeline.factor(9s), 0.5);
  EXPECT_EQ(timeline.arrivals(7s), 32);
  EXPECT_EQ(timeline.total(), 38);
  EXPECT_THAT(timeline.when(26), Optional(6s));
  EXPECT_EQ(timeline.level(10s), 0) << "the run lasts as long as planned";
}

TEST(LoadTimelineTest, ClosedModelHasNoArrivals) {
  LoadTimeline timeline(Shape({constant(users(10), 10s)}));
  timeline.change({.at = 1s, .factor = 1.2});
  EXPECT_THAT(timeline.level(2s), DoubleNear(12, 1e-9));
  EXPECT_EQ(timeline.total(), 0);
}

TEST(LoadTimelineTest, PausedPacerKeepsArrivalsWithoutBurst) {
  ChangedPacer pacer(Shape({constant(per_second(4), 2s)}), Spacing::kEven, 0);
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
    ChangedPacer pacer(Shape({ramp_to(per_second(90), 3s)}), Spacing::kPoisson, 7, {index, count});
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

TEST(LoadTimelineTest, RateReplacesShapeUntilEnd) {
  LoadTimeline timeline = ten_seconds();
  timeline.change({.at = 2s, .level = 10});
  EXPECT_EQ(timeline.level(1s), 4);
  EXPECT_EQ(timeline.level(5s), 10);
  EXPECT_EQ(timeline.level(10s), 0);
  EXPECT_EQ(timeline.arrivals(3s), 18);
  EXPECT_THAT(timeline.when(18), Optional(3s));
  EXPECT_EQ(timeline.total(), 88);
  timeline.change({.at = 4s, .factor = 0.5, .level = 10});
  EXPECT_EQ(timeline.level(5s), 5);
  EXPECT_THAT(timeline.when(33), Optional(5s));
  timeline.change({.at = 6s});
  EXPECT_EQ(timeline.level(7s), 4) << "the shape applies again";
  EXPECT_EQ(timeline.total(), 38 + 16);
}

TEST(LoadTimelineTest, ZeroRateHasNoArrivals) {
  LoadTimeline timeline = ten_seconds();
  timeline.change({.at = 2s, .level = 0});
  EXPECT_EQ(timeline.total(), 8);
  EXPECT_EQ(timeline.arrivals(9s), 8);
  EXPECT_THAT(timeline.when(9), Optional(10s));
}

TEST(LoadTimelineTest, UsersOfEachClassScaleWithFactor) {
  LoadTimeline timeline(Shape({constant(users(10), 10s)}));
  EXPECT_TRUE(timeline.users(1s).empty());
  timeline.change({.at = 1s, .level = 5, .users = {1, 4}});
  EXPECT_EQ(timeline.level(2s), 5);
  EXPECT_THAT(timeline.users(2s), ElementsAre(1, 4));
  timeline.change({.at = 3s, .factor = 1.5, .level = 5, .users = {1, 4}});
  EXPECT_THAT(timeline.users(4s), ElementsAre(2, 6));
}

TEST(LoadTimelineTest, PacerFollowsRate) {
  ChangedPacer pacer(Shape({constant(per_second(1), 10s)}), Spacing::kEven, 0);
  EXPECT_THAT(pacer.next(), Optional(0s));
  EXPECT_THAT(pacer.next(), Optional(1s));
  EXPECT_THAT(pacer.change({.at = 500ms, .level = 10}), Optional(550ms));
  EXPECT_THAT(pacer.next(), Optional(650ms));
  EXPECT_EQ(pacer.change({.at = 600ms, .level = 0}), std::nullopt);
  EXPECT_THAT(pacer.change({.at = 1600ms, .level = 2}), Optional(1850ms));
}

// A lower rate can move an arrival beyond the end. The arrival is due again when the rate rises.
TEST(LoadTimelineTest, ExhaustedPacerContinuesAtHigherRate) {
  ChangedPacer pacer(Shape({constant(per_second(1), 3s)}), Spacing::kEven, 0);
  EXPECT_THAT(pacer.next(), Optional(0s));
  EXPECT_THAT(pacer.next(), Optional(1s));
  EXPECT_EQ(pacer.change({.at = 100ms, .factor = 0.1}), std::nullopt);
  EXPECT_THAT(pacer.change({.at = 1100ms, .factor = 2}), Optional(1500ms));
}

}  // namespace
}  // namespace traffic::detail
