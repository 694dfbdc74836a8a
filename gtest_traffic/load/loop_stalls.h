// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Counts the turns of an event loop that began more than ten milliseconds late. The loop turns at
// least once per tick, and when its alarm is set, so a computing journey or a busy machine caused
// the delay. Pure.
class LoopStalls {
 public:
  static constexpr Duration kLimit = std::chrono::milliseconds(10);

  explicit LoopStalls(Duration tick) : tick_(tick) {}

  void turn(Time now) {
    const Duration late = now - due_;
    if (late > kLimit) {
      ++count_;
      longest_ = std::max(longest_, late);
    }
    due_ = now + tick_;
  }

  // The next turn is due at `time`, if a tick does not cause one earlier.
  void expect(Time time) { due_ = std::min(due_, time); }

  std::uint64_t count() const { return count_; }
  Duration longest() const { return longest_; }

 private:
  Duration tick_;
  Time due_ = Time::max();  // time of the next turn; the first turn is never late
  std::uint64_t count_ = 0;
  Duration longest_{0};
};

}  // namespace traffic::detail
