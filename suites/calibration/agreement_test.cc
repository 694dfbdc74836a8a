// SPDX-License-Identifier: Apache-2.0
// That the comparison sees a generator that is wrong, on a busy machine too.
#include "suites/calibration/agreement.h"

#include <gtest/gtest.h>

#include "gtest_traffic/load/load.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;

constexpr fixtures::Freeze kFreeze{.answer_after = 1ms, .freeze_for = 150ms, .freeze_every = 500ms};

std::vector<IdealArrival> even_arrivals(std::size_t users) {
  LoadPlan plan;
  plan.shape = Shape({constant(per_second(150.25), 4s)});
  return arrivals_of(plan, users, kFreeze);
}

// What a generator reports that adds so much to each time.
Histogram reported(const std::vector<IdealArrival>& arrivals, Duration more = 0s) {
  Histogram times;
  for (const IdealArrival& arrival : arrivals) times.record(arrival.answered - arrival.due + more);
  return times;
}

// A machine that wakes each thread so late.
BareTimer::Times bare(const std::vector<IdealArrival>& arrivals, Duration late) {
  return {reported(arrivals, late), late};
}

bool agrees(const Histogram& times, Duration late, std::size_t users = 1000,
            double utilisation = 0) {
  return compare(times, times, kFreeze, utilisation, bare(even_arrivals(users), late)).agrees;
}

TEST(Agreement, TheArrivalsFollowTheClosedForm) {
  EXPECT_TRUE(agrees(reported(even_arrivals(1000)), 0s));
  EXPECT_TRUE(agrees(reported(even_arrivals(4)), 0s, 4, 150.25 * 0.001 / 4));
}

TEST(Agreement, WhatTheMachineAddsIsNoDisagreement) {
  EXPECT_FALSE(agrees(reported(even_arrivals(1000), 5ms), 0s));
  EXPECT_TRUE(agrees(reported(even_arrivals(1000), 5ms), 5ms));
  EXPECT_FALSE(agrees(reported(even_arrivals(1000), 10ms), 5ms));
}

TEST(Agreement, AStallOfTheMachineMayLengthenTheLongestTimesAlone) {
  Histogram times = reported(even_arrivals(1000));
  times.record(170ms, 3);
  const BareTimer::Times calm = bare(even_arrivals(1000), 0s);
  EXPECT_FALSE(compare(times, times, kFreeze, 0, calm).agrees);
  EXPECT_TRUE(compare(times, times, kFreeze, 0, {calm.response_time, 20ms}).agrees);
  EXPECT_FALSE(
      compare(reported(even_arrivals(1000), 20ms), times, kFreeze, 0, {calm.response_time, 20ms})
          .agrees);
}

TEST(Agreement, TimesFromWhenARequestWasSentNeverAgree) {
  Histogram from_sent;
  for (const IdealArrival& arrival : even_arrivals(4)) {
    from_sent.record(std::min(arrival.answered - arrival.due, Duration(1ms)));
  }
  EXPECT_FALSE(agrees(from_sent, 0s, 4, 150.25 * 0.001 / 4));
  EXPECT_FALSE(agrees(from_sent, 50ms, 4, 150.25 * 0.001 / 4)) << "no machine makes times shorter";
}

TEST(Agreement, ABareTimerIsNeverEarly) {
  const std::vector<IdealArrival> arrivals = {{0ms, 3ms}, {1ms, 3ms}, {2ms, 5ms}};
  const BareTimer::Times times = BareTimer(arrivals).finish();
  EXPECT_EQ(times.response_time.count(), 3U);
  EXPECT_GE(times.response_time.min(), 2ms);
  EXPECT_GE(times.response_time.max(), 3ms);
  EXPECT_GE(times.worst, 0s);
}

}  // namespace
}  // namespace traffic
