// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/units.h"

namespace traffic {

// A number of virtual users of the closed model; zero or more.
struct UserCount {
  double count = 0;
};
constexpr UserCount users(double count) { return {count}; }

// A level of load: an arrival rate (open model) or a number of users (closed model).
class Level {
 public:
  constexpr Level() = default;  // no arrivals
  constexpr Level(Rate rate) : magnitude_(rate.per_second()) {}
  constexpr Level(UserCount users) : magnitude_(users.count), is_rate_(false) {}

  constexpr bool is_rate() const { return is_rate_; }
  constexpr double magnitude() const { return magnitude_; }  // per second, or users

 private:
  double magnitude_ = 0;
  bool is_rate_ = true;
};

// One part of a shape. Changes the level linearly from the end of the previous stage to `to`, or
// holds it without `to`. The first stage starts from zero. A stage with `to` and no duration is a
// jump.
struct Stage {
  Duration duration{0};
  std::optional<Level> to = {};
  bool at_once = false;   // jumps to `to` at its start instead of ramping
  std::string name = {};  // for the console, the series and gates; may be empty
};

Stage hold(Duration duration);  // keeps the level of the previous stage
Stage ramp_to(Rate rate, Duration duration);
Stage ramp_to(UserCount count, Duration duration);
Stage constant(Rate rate, Duration duration);  // jumps, then holds
Stage constant(UserCount count, Duration duration);
Stage named(std::string name, Stage stage);

namespace detail {

// Upper bounds of a plausible load. Larger numbers are treated as typing errors.
inline constexpr double kMaxRate = 10e6;  // per second

inline constexpr double kMaxUsers = 1e6;
inline constexpr Duration kMinDuration = std::chrono::milliseconds(1);
inline constexpr Duration kMaxDuration = std::chrono::hours(24 * 30);

// Returns a level of the same kind with another magnitude.
Level with_magnitude(const Level& level, double number);

}  // namespace detail
}  // namespace traffic
