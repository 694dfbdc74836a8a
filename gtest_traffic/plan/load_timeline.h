// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/plan/load_change.h"
#include "gtest_traffic/plan/shape.h"

namespace traffic::detail {

// Combines a shape with the changes made by hand. The time of the run stops during a pause, and the
// level is a multiple of the level of the shape, or of a level that replaces it. All functions
// depend only on the wall time since the start of the run. A value that is cheap to copy.
class LoadTimeline {
 public:
  explicit LoadTimeline(Shape shape);

  // Applies a change from its time on. Changes must be added in the order of their times.
  void change(const LoadChange& change);

  // Converts wall time to the time of the run, and back. `wall_time` returns nothing for a time
  // after a pause that has no end yet.
  Duration run_time(Duration wall) const;
  std::optional<Duration> wall_time(Duration run) const;

  bool paused(Duration wall) const { return legs_.size() > 1 && at(wall).change.paused; }
  double factor(Duration wall) const { return at(wall).change.factor; }

  // The same functions as in Shape, but in wall time.
  double level(Duration wall) const;
  double arrivals(Duration wall) const;
  std::optional<Duration> when(double count) const;  // nothing only because of a pause

  // Returns the number of users of each class, if a change has set it; otherwise empty.
  std::vector<std::size_t> users(Duration wall) const;

  // Returns the number of arrivals of the whole timeline, as known so far.
  double total() const;

  const Shape& shape() const { return *shape_; }

 private:
  // The state from one change to the next.
  struct Leg {
    LoadChange change;  // the change at its begin
    Duration run{0};
    double arrivals = 0;  // until the begin
    double planned = 0;   // arrivals of the shape alone, until the begin
  };
  const Leg& at(Duration wall) const;
  double arrivals(const Leg& leg, Duration run) const;

  std::shared_ptr<const Shape> shape_;
  std::vector<Leg> legs_{Leg{}};
};

}  // namespace traffic::detail
