// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

// Schedules requests so that their rate never exceeds a maximum in requests per second. The
// requests are evenly spaced, without a burst after a period of low load. The rate must be above
// zero; less than one request per day is treated as one per day. Reads no clock. Not thread-safe.
class RateCap {
 public:
  explicit RateCap(Rate most)
      : gap_(static_cast<Duration::rep>(std::min(1e9 / most.per_second(), kDay)) + 1) {}

  // Reserves the next slot and returns its time.
  Time take(Time now) {
    const Time place = std::max(now, next_);
    next_ = place + gap_;
    return place;
  }

 private:
  static constexpr double kDay = 86400e9;  // nanoseconds; longer intervals could overflow

  Duration gap_;
  Time next_ = Time::min();
};

}  // namespace traffic::detail
