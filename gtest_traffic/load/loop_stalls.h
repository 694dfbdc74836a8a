// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "gtest_traffic/base/clock.h"

namespace traffic {

// Counts how often an event loop that turns at least once per tick came to its next turn more than
// ten milliseconds late: something held it up, a journey that computes or a busy machine. Pure.
class LoopStalls {
 public:
  static constexpr Duration kLimit = std::chrono::milliseconds(10);

  explicit LoopStalls(Duration tick) : tick_(tick) {}

  void turn(Time now) {
    if (last_) {
      const Duration late = now - *last_ - tick_;
      if (late > kLimit) {
        ++count_;
        longest_ = std::max(longest_, late);
      }
    }
    last_ = now;
  }

  std::uint64_t count() const { return count_; }
  Duration longest() const { return longest_; }

 private:
  Duration tick_;
  std::optional<Time> last_;
  std::uint64_t count_ = 0;
  Duration longest_{0};
};

}  // namespace traffic
