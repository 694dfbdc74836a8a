// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/units.h"

namespace traffic {

// Says when requests may be sent so that there are never more than so many per second: at equal
// distances, without a burst after a time with few; the rate is above zero, and one that is less
// than a request per day is taken for that. Pure; belongs to one thread.
class RateCap {
 public:
  explicit RateCap(Rate most)
      : gap_(static_cast<Duration::rep>(std::min(1e9 / most.per_second(), kDay)) + 1) {}

  // Returns when the next request may be sent, and takes its place.
  Time take(Time now) {
    const Time place = std::max(now, next_);
    next_ = place + gap_;
    return place;
  }

 private:
  static constexpr double kDay = 86400e9;  // in ns; more could leave the range of times

  Duration gap_;
  Time next_ = Time::min();
};

}  // namespace traffic
