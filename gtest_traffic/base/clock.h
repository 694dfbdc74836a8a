// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace traffic {

using Clock = std::chrono::steady_clock;
using Duration = std::chrono::nanoseconds;
using Time = std::chrono::time_point<Clock, Duration>;

// A time-out without an end is one at the end of time.
constexpr Time after(Time time, Duration duration) {
  return duration > Time::max() - time ? Time::max() : time + duration;
}

// A duration as a number, for arithmetic and for files.
constexpr double seconds_of(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}
constexpr double ms_of(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace traffic
