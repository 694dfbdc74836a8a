// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/base/random.h"
#include "gtest_traffic/load/course.h"
#include "gtest_traffic/load/shape.h"
#include "gtest_traffic/load/spacing.h"

namespace traffic {

// Gives the times at which arrivals of an open shape are due. Pure: the same arguments give the
// same times. With `part` i of n the parts' times together are exactly those of one pacer alone.
// One object belongs to one thread.
//
// Even: arrival k (from 0) is due when the integral of the rate passes k, so the first is due as
// soon as the rate is above zero, and a constant rate r for t seconds gives r*t arrivals, none of
// them at the very end. Poisson: steps along the integral are exponential with mean one, which is
// an (inhomogeneous) Poisson process.
class Pacer {
 public:
  struct Part {
    std::uint64_t index = 0;  // below `count`
    std::uint64_t count = 1;
  };
  Pacer(Shape shape, Spacing spacing, std::uint64_t seed, Part part);
  Pacer(Shape shape, Spacing spacing, std::uint64_t seed);

  // Returns when the next arrival is due since the run's start, never earlier than the one before;
  // nothing once the shape has ended.
  std::optional<Duration> next();

  // Follows a change by hand; returns anew when the arrival is due that `next` returned last.
  // Nothing while the load is paused.
  std::optional<Duration> change(const LoadChange& change);

 private:
  void advance();
  std::optional<Duration> due();

  Course course_;
  Spacing spacing_;
  Random random_;
  Part part_;
  double total_;             // arrivals of the whole course, less what rounding may add
  std::uint64_t index_ = 0;  // arrivals of all parts so far
  double position_ = 0;      // of this part's latest arrival on the axis of expected arrivals
  Duration latest_{0};       // when that one is due
  Duration launched_{0};     // when the one before was
};

}  // namespace traffic
