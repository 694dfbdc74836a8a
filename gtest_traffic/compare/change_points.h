// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace traffic::compare {

// A lasting shift of level: the value at `index` is the first of the new level.
struct ChangePoint {
  std::size_t index = 0;
  double before = 0;  // the level, a median, since the change point before
  double after = 0;   // the level until the next one
  double error = 0;   // the standard error of their difference
  double p = 1;       // how often noise alone would show as much between its neighbours
};

struct ChangePointOptions {
  double alpha = 0.01;           // of finding anything in a series without a change
  std::size_t shortest = 5;      // a level lasts at least so many values; less is a spike
  double smallest_shift = 0;     // absolute, in the values' unit
  double smallest_in_noise = 1;  // in deviations of one value around its level
};

struct ChangePoints {
  std::vector<ChangePoint> found;  // by index
  double noise = 0;                // robust deviation of one value around its level
};

// Finds the lasting shifts of a series of finite values. Candidates are where the CUSUM of ranks is
// largest, in the whole and in windows of every length (seeded binary segmentation), so that
// several shifts do not hide each other; each is judged by Student's statistic of its two levels,
// spikes tamed and scaled by the memory that is left, against the distribution of the largest of
// all places (Siegmund 1985). Without a change anything is found in a share of `alpha` of all
// series. Takes O(n log n) for each length of window.
ChangePoints find_change_points(std::span<const double> values, const ChangePointOptions& options);

// Returns the probability that the largest standardised CUSUM over splits that leave `shortest` of
// n independent values on each side reaches `height` by chance.
double cusum_p_value(double height, double n, double shortest);

}  // namespace traffic::compare
