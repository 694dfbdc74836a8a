// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/plan/load_timeline.h"
#include "gtest_traffic/plan/shape.h"
#include "gtest_traffic/random.h"
#include "gtest_traffic/spacing.h"

namespace traffic::detail {

// Computes the times at which arrivals of an open shape are due. Pure: the same arguments give the
// same times. The times of the parts i of n together equal the times of a single pacer. An object
// belongs to one thread.
//
// Even: arrival k (from 0) is due when the integral of the rate passes k. The first arrival is due
// as soon as the rate is above zero. A constant rate r for t seconds gives r*t arrivals, and none
// at the very end.
//
// Poisson: the steps along the integral are exponential with mean one, which gives an
// (inhomogeneous) Poisson process.
class Pacer {
 public:
  struct Part {
    std::uint64_t index = 0;  // below `count`
    std::uint64_t count = 1;
  };
  Pacer(Shape shape, Spacing spacing, std::uint64_t seed, Part part);
  Pacer(Shape shape, Spacing spacing, std::uint64_t seed);

  // Returns when the next arrival is due since the start of the run, never earlier than the
  // previous one; nothing after the end of the shape.
  std::optional<Duration> next();

  // Continues with a timeline that has changed. Returns the new time of the arrival that `next`
  // returned last; nothing while the load is paused.
  std::optional<Duration> follow(LoadTimeline timeline);

 private:
  void advance();
  std::optional<Duration> due();

  LoadTimeline timeline_;
  Spacing spacing_;
  Random random_;
  Part part_;
  double total_;             // arrivals of the whole timeline, minus a margin for rounding
  std::uint64_t index_ = 0;  // arrivals of all parts so far
  double position_ = 0;      // of the latest arrival of this part, in expected arrivals
  Duration latest_{0};       // due time of the latest arrival
  Duration launched_{0};     // due time of the arrival before it
};

}  // namespace traffic::detail
