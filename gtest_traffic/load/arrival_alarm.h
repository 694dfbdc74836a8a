// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Decides when the loop of a worker must wake for its next arrival: exactly when it is due, if
// arrivals are at least 100 µs apart on average. Closer arrivals share a wake-up, because each
// wake-up costs two system calls. Pure.
class ArrivalAlarm {
 public:
  static constexpr double kHighestExactRate = 10'000;        // arrivals per second of one worker
  static constexpr Duration kShared = Duration(512 * 1024);  // closer arrivals: at most this late

  // Sets the rate at which the worker starts arrivals.
  void follow(double per_second) { shares_ = per_second > kHighestExactRate * 1.001; }

  // Returns the time for which to set the alarm; nothing if it stays as it is. Without an arrival,
  // `due` is `Time::max()`.
  std::optional<Time> set(Time now, Time due) {
    const Time latest = shares_ ? std::max(due, after(now, kShared)) : due;
    const bool stays = shares_ ? set_ > now && set_ <= latest : set_ == due;
    if (stays) return std::nullopt;
    set_ = latest;
    return set_;
  }

  // Returns the time for which the alarm is set.
  Time time() const { return set_; }

 private:
  bool shares_ = false;
  Time set_ = Time::max();
};

}  // namespace traffic::detail
