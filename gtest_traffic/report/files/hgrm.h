// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/histogram.h"

namespace traffic::detail {

// One point of a percentile axis: `count` durations are no longer than `value`.
struct PercentilePoint {
  double percentile = 0;  // 0 to 100
  Duration value{0};
  std::uint64_t count = 0;
};

// Returns the points of a percentile axis. The step size halves each time the distance to 100 %
// halves, after `steps_per_half` steps, as in HdrHistogram. The last point is at 100 %. An empty
// histogram has no points.
std::vector<PercentilePoint> percentile_points(const Histogram& histogram, unsigned steps_per_half);

// Formats a histogram in HdrHistogram's percentile format (`.hgrm`), in milliseconds.
// HdrHistogram's plotters read this format.
std::string hgrm(const Histogram& histogram);

}  // namespace traffic::detail
