// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace traffic::detail::compare {

// Describes a lasting shift of level. The value at `index` is the first of the new level.
struct ChangePoint {
  std::size_t index = 0;
  double before = 0;  // median since the previous change point
  double after = 0;   // median until the next change point
  double error = 0;   // standard error of the difference
  double p = 1;       // p value of the shift between its neighbors
};

struct ChangePointOptions {
  double alpha = 0.01;           // probability of a finding in a series without a change
  std::size_t shortest = 5;      // minimum number of values in a level; fewer are a spike
  double smallest_shift = 0;     // absolute, in the unit of the values
  double smallest_in_noise = 1;  // in deviations of one value around its level
};

struct ChangePoints {
  std::vector<ChangePoint> found;  // by index
  double noise = 0;                // robust deviation of one value around its level
};

// Finds the lasting shifts in a series of finite values. Candidates have the largest CUSUM of
// ranks, in the whole series and in windows of every length (seeded binary segmentation). The
// windows prevent several shifts from hiding each other. The test uses Student's statistic of the
// two levels, with outliers clamped and the remaining autocorrelation taken into account. Its
// distribution is that of the maximum over all positions (Siegmund 1985). In a series without a
// change, the probability of any finding is `alpha`. Takes O(n log n) for each length of window.
ChangePoints find_change_points(std::span<const double> values, const ChangePointOptions& options);

// Returns the probability that the largest standardized CUSUM reaches `height` by chance. The
// maximum is over the splits of n independent values that leave `shortest` values on each side.
double cusum_p_value(double height, double n, double shortest);

}  // namespace traffic::detail::compare
