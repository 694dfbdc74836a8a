// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Measures the time for which the process runs, without the time for which SIGSTOP or a debugger
// stops it. Belongs to one thread, which calls `tick` at least every tenth of a second.
class WatchClock {
 public:
  // Returns the time since the last call, at most a quarter of a second.
  Duration tick(Time now = Clock::now()) {
    const Duration passed = std::clamp<Duration>(now - last_, Duration(0), kMost);
    last_ = now;
    return passed;
  }

 private:
  static constexpr Duration kMost = std::chrono::milliseconds(250);
  Time last_ = Clock::now();
};

}  // namespace traffic::detail
