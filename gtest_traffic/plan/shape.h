// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/report.h"
#include "gtest_traffic/stage.h"

namespace traffic::detail {

// The load over time, as a pure function of the time since the start of the run. A value. The
// descriptions below apply to a shape that `validate` accepts. The results of any other shape have
// no meaning.
class Shape {
 public:
  Shape() = default;
  explicit Shape(std::vector<Stage> stages);

  // Returns every mistake: no stage, rates mixed with users, negative or absurd levels and
  // durations, a first stage that holds no level, or a total duration of zero.
  std::vector<Error> validate() const;

  LoadModel model() const;
  Duration duration() const;

  // Returns the rate per second or the number of users due at `elapsed`; zero after the end.
  double level(Duration elapsed) const;
  double peak() const;

  // Open model: returns the number of arrivals due in [0, elapsed] (the integral of the rate).
  // Closed model: returns zero.
  double arrivals(Duration elapsed) const;

  // Open model: returns the last time, to the nanosecond, at which at most `count` arrivals are
  // due. This is the inverse of `arrivals`, which skips times with a rate of zero. For the count of
  // the whole shape, returns the end of the last stretch with arrivals; for a larger count,
  // nothing.
  std::optional<Duration> when(double count) const;

  // Returns the name of the stage at `elapsed`; empty after the end.
  std::string_view stage(Duration elapsed) const;
  const std::vector<Stage>& stages() const { return stages_; }

  // Returns the same shape scaled to a duration, or with its peak set to a level.
  Shape lasting(Duration duration) const;
  Shape peaking_at(double level) const;

 private:
  struct Segment {
    Duration start, end;
    double from, to;
    double arrivals_before;
    std::size_t stage;

    double arrivals(Duration since_start) const;
    double arrivals() const { return arrivals(end - start); }
    Duration when(double count) const;
  };
  const Segment* at(Duration elapsed) const;

  std::vector<Stage> stages_;
  std::vector<Segment> segments_;  // stages with a duration, in order of time
};

}  // namespace traffic::detail
