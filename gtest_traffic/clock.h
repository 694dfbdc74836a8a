// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace traffic {

using Clock = std::chrono::steady_clock;
using Duration = std::chrono::nanoseconds;
using Time = std::chrono::time_point<Clock, Duration>;

// Returns a duration in seconds, for calculations and for files.
constexpr double seconds_of(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

namespace detail {

// Returns the time plus the duration. Returns `Time::max()` if the sum would overflow, so that an
// unlimited time-out never expires.
constexpr Time after(Time time, Duration duration) {
  return duration > Time::max() - time ? Time::max() : time + duration;
}

// Returns a duration in milliseconds, for calculations and for files.
constexpr double ms_of(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace detail
}  // namespace traffic
