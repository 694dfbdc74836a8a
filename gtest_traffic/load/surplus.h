// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Decides how many free users of one class leave: those that were idle for a whole window. They
// leave gradually during the next window, because each TearDown may send requests. Stops when the
// users are needed again. One user always stays. Pure: uses only counts.
class Surplus {
 public:
  explicit Surplus(Duration window) : window_(window) {}

  // Records that a free user was taken, and how many are left.
  void taken(std::size_t left) {
    if (left < least_) least_ = left;
  }

  // Starts a new window, for example after a pause, during which no user is needed.
  void restart() { begin_ = Time::min(); }

  // Returns how many of the `free` users leave now. Call it every few milliseconds.
  std::size_t leaving(Time now, std::size_t free);

 private:
  Duration window_;
  Time begin_ = Time::min();  // of the current window
  std::size_t least_ = 0;     // lowest number of free users in it, without those that left
  std::size_t surplus_ = 0;   // of the previous window
  std::size_t left_ = 0;      // how many of these have left
};

}  // namespace traffic::detail
