// SPDX-License-Identifier: Apache-2.0
// Tests that the comparison detects a wrong generator, even on a busy machine.
#include "suites/calibration/agreement.h"

#include <gtest/gtest.h>
#include <gtest_traffic/load.h>

#include "suites/calibration/bare_load.h"

namespace traffic {
using namespace detail;
namespace {

using namespace std::chrono_literals;

constexpr fixtures::Freeze kFreeze{.answer_after = 1ms, .freeze_for = 150ms, .freeze_every = 500ms};

std::vector<IdealArrival> even_arrivals(std::size_t users) {
  LoadPlan plan;
  plan.shape = Shape({constant(per_second(150.25), 4s)});
  return arrivals_of(plan, users, kFreeze);
}

// Returns the times of a generator that adds a constant to each time.
Histogram reported(const std::vector<IdealArrival>& arrivals, Duration more = 0s) {
  Histogram times;
  for (const IdealArrival& arrival : arrivals) times.record(arrival.answered - arrival.due + more);
  return times;
}

// Returns whether the times agree on a machine that delays each response by a constant.
bool agrees(const Histogram& times, Duration late, std::size_t users = 1000,
            double utilization = 0) {
  return compare(times, times, kFreeze, utilization, reported(even_arrivals(users), late)).agrees;
}

TEST(AgreementTest, ArrivalsFollowTheClosedForm) {
  EXPECT_TRUE(agrees(reported(even_arrivals(1000)), 0s));
  EXPECT_TRUE(agrees(reported(even_arrivals(4)), 0s, 4, 150.25 * 0.001 / 4));
}

TEST(AgreementTest, DelayOfTheMachineIsAccepted) {
  EXPECT_FALSE(agrees(reported(even_arrivals(1000), 5ms), 0s));
  EXPECT_TRUE(agrees(reported(even_arrivals(1000), 5ms), 5ms));
  EXPECT_FALSE(agrees(reported(even_arrivals(1000), 10ms), 5ms));
}

TEST(AgreementTest, StallLengthensOnlyTheLongestTimes) {
  Histogram times = reported(even_arrivals(1000));
  times.record(170ms, 3);
  Histogram bare = reported(even_arrivals(1000));
  EXPECT_FALSE(compare(times, times, kFreeze, 0, bare).agrees);
  bare.record(171ms, 1);
  EXPECT_TRUE(compare(times, times, kFreeze, 0, bare).agrees);
  EXPECT_FALSE(compare(reported(even_arrivals(1000), 20ms), times, kFreeze, 0, bare).agrees);
}

TEST(AgreementTest, ServiceTimesDoNotAgree) {
  Histogram from_sent;
  for (const IdealArrival& arrival : even_arrivals(4)) {
    from_sent.record(std::min(arrival.answered - arrival.due, Duration(1ms)));
  }
  EXPECT_FALSE(agrees(from_sent, 0s, 4, 150.25 * 0.001 / 4));
  EXPECT_FALSE(agrees(from_sent, 50ms, 4, 150.25 * 0.001 / 4)) << "a machine cannot shorten times";
}

TEST(AgreementTest, BareLoadIsNeverEarly) {
  constexpr fixtures::Freeze kShort{.answer_after = 1ms, .freeze_for = 5ms, .freeze_every = 1h};
  const std::vector<IdealArrival> arrivals = {{0ms, 5ms}, {1ms, 5ms}, {2ms, 6ms}};
  const Histogram times = BareLoad(arrivals, 2, kShort).finish();
  EXPECT_EQ(times.count(), 3U);
  EXPECT_GE(times.min(), 4ms);
  EXPECT_GE(times.max(), 5ms);
}

}  // namespace
}  // namespace traffic
