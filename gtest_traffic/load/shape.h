// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/units.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Counts virtual users of the closed model; zero or more.
struct UserCount {
  double count = 0;
};
constexpr UserCount users(double count) { return {count}; }

// A level of load: an arrival rate (open model) or a number of users (closed model).
using Level = std::variant<Rate, UserCount>;

// One part of a shape: from where the one before ended to `to`, linearly; without `to` it holds.
struct Stage {
  Duration duration{0};
  std::optional<Level> to;
  bool at_once = false;  // jumps to `to` at its start instead of ramping
  std::string name;      // for the console, the series and gates; may be empty
};

Stage hold(Duration duration);                       // keeps the level of the stage before
Stage ramp_to(Rate rate, Duration duration);
Stage ramp_to(UserCount count, Duration duration);
Stage constant(Rate rate, Duration duration);        // jumps, then holds
Stage constant(UserCount count, Duration duration);
Stage named(std::string name, Stage stage);

// The load over time: a pure function of the time since the run's start. A value.
class Shape {
 public:
  Shape() = default;
  explicit Shape(std::vector<Stage> stages);

  // Returns every mistake: no stage, rates mixed with users, negative or absurd levels, zero duration.
  std::vector<Error> validate() const;

  LoadModel model() const;
  Duration duration() const;

  // Returns the rate per second or the number of users due at `elapsed`; zero after the end.
  double level(Duration elapsed) const;
  double peak() const;

  // Open model: how many arrivals are due in [0, elapsed] (the integral of the rate), and its inverse:
  // when the `count`th is due; nothing when the shape ends before.
  double arrivals(Duration elapsed) const;
  std::optional<Duration> when(double count) const;

  std::string_view stage(Duration elapsed) const;
  const std::vector<Stage>& stages() const { return stages_; }

  // Returns the same shape stretched to a duration, or with its peak set to a level.
  Shape lasting(Duration duration) const;
  Shape peaking_at(double level) const;

 private:
  struct Segment {
    Duration start, end;
    double from, to;
    double arrivals_before;
  };
  std::vector<Stage> stages_;
  std::vector<Segment> segments_;
};

}  // namespace traffic
