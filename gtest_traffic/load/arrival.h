// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/clock.h"
#include "gtest_traffic/metrics/sample.h"

namespace traffic::detail {

// A due arrival: the journey to start, and its intended start time.
struct Arrival {
  JourneyId journey = 0;
  Time due;
  Time launched;  // when the loop processed it
};

}  // namespace traffic::detail
