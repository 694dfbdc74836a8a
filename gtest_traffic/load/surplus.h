// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "gtest_traffic/base/clock.h"

namespace traffic {

// Decides how many of the free users of one class leave: those that nobody needed for a whole
// window of time. They leave bit by bit during the next window, since each may have a TearDown that
// sends requests, and no longer than nobody needs them. One always stays. Pure: knows counts alone.
class Surplus {
 public:
  explicit Surplus(Duration window) : window_(window) {}

  // Hears that a free user was taken, and so many are left.
  void taken(std::size_t left) {
    if (left < least_) least_ = left;
  }

  // Begins a new window, as after a pause, which tells nothing about who is needed.
  void restart() { begin_ = Time::min(); }

  // Returns how many of the `free` ones leave now; to be asked every few milliseconds.
  std::size_t leaving(Time now, std::size_t free);

 private:
  Duration window_;
  Time begin_ = Time::min();  // of the window that runs
  std::size_t least_ = 0;     // that were free at once in it, without those that left
  std::size_t surplus_ = 0;   // of the window before
  std::size_t left_ = 0;      // of these, have left
};

}  // namespace traffic
