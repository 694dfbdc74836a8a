// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "gtest_traffic/base/clock.h"

namespace traffic {

// Counts the time for which a process runs: one that is stopped, by SIGSTOP or a debugger, does not
// age. Belongs to one thread, which calls `tick` at least every tenth of a second.
class WatchClock {
 public:
  // Returns how much time has passed since the last call, as far as it counts.
  Duration tick(Time now = Clock::now()) {
    const Duration passed = std::clamp<Duration>(now - last_, Duration(0), kMost);
    last_ = now;
    return passed;
  }

 private:
  static constexpr Duration kMost = std::chrono::milliseconds(250);
  Time last_ = Clock::now();
};

}  // namespace traffic
