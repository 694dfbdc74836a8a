// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/histogram.h"

namespace traffic {

// One point of a percentile axis: so many durations are no longer than `value`.
struct PercentilePoint {
  double percentile = 0;  // 0 to 100
  Duration value{0};
  std::uint64_t count = 0;
};

// Walks a histogram in steps that halve with the distance to 100 %, `steps_per_half` for each
// halving, as HdrHistogram does; the last point is 100 %. Empty for an empty histogram.
std::vector<PercentilePoint> percentile_points(const Histogram& histogram, unsigned steps_per_half);

// Prints a histogram in HdrHistogram's percentile format (`.hgrm`), in milliseconds: what its
// plotters read.
std::string hgrm(const Histogram& histogram);

}  // namespace traffic
