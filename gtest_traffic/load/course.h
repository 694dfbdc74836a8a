// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/load/load_change.h"
#include "gtest_traffic/load/shape.h"

namespace traffic {

// Follows a shape through what is changed by hand while the load runs: the run's time stands still
// while it is paused, and the level is a multiple of the shape's. A pure function of the time since
// the run's start on the wall. A value.
class Course {
 public:
  explicit Course(Shape shape);

  // Follows a change from its time on; no earlier one may follow.
  void change(const LoadChange& change);

  // Return the run's time at a time on the wall, and back; nothing for what lies behind a pause
  // that has no end yet.
  Duration run_time(Duration wall) const;
  std::optional<Duration> wall_time(Duration run) const;

  bool paused(Duration wall) const { return legs_.size() > 1 && at(wall).paused; }
  double factor(Duration wall) const { return at(wall).factor; }

  // As those of the shape, but by the time on the wall.
  double level(Duration wall) const;
  double arrivals(Duration wall) const;
  std::optional<Duration> when(double count) const;  // never nothing but for a pause

  // Counts the arrivals of the whole course, as far as it is known.
  double total() const;

  const Shape& shape() const { return shape_; }

 private:
  // What holds from one change to the next.
  struct Leg {
    Duration wall{0}, run{0};
    double arrivals = 0;  // until its begin
    double planned = 0;   // the shape's own until then
    double factor = 1;
    bool paused = false;
  };
  const Leg& at(Duration wall) const;

  Shape shape_;
  std::vector<Leg> legs_{Leg{}};
};

}  // namespace traffic
