// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/base/clock.h"

namespace traffic {

// Says when attempts are made: one at once, then one each `every`, measured from start to start,
// and one at the deadline. Reads no clock. A value.
class PollSchedule {
 public:
  // An interval of less than a millisecond is taken as one.
  PollSchedule(Time begin, Time deadline, Duration every);

  // Counts the attempt that starts now.
  void start(Time now);

  // Returns when to make the next attempt after one that failed; nothing after the last.
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

}  // namespace traffic
