// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Schedules attempts: one immediately, then one per `every`, measured from start to start, and one
// at the deadline unless an attempt lasts beyond it. Reads no clock. A value type.
class PollSchedule {
 public:
  // An interval shorter than a millisecond becomes one millisecond.
  PollSchedule(Time begin, Time deadline, Duration every);

  // Records that an attempt starts now.
  void start(Time now);

  // Returns the time of the next attempt after a failed one; `std::nullopt` after the last.
  std::optional<Time> next(Time now) const;

  int attempts() const { return attempts_; }
  Time begin() const { return begin_; }
  Time deadline() const { return deadline_; }

 private:
  Time begin_;
  Time deadline_;
  Duration every_;
  Time last_start_;
  int attempts_ = 0;
};

}  // namespace traffic::detail
