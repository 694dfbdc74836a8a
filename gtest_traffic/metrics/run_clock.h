// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// One second in the time of a run, and when it begins and ends. A pause belongs to the second in
// which it begins.
struct RunSecond {
  std::uint64_t index = 0;  // since the start of the run
  Time begin = Time::min();
  Time end = Time::max();
};

// Divides the time of a run into seconds.
class RunClock {
 public:
  // Returns the second of a time; for a time before the run, its first second.
  virtual RunSecond second_at(Time time) const = 0;

 protected:
  ~RunClock() = default;
};

}  // namespace traffic::detail
