// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gtest_traffic/compare/estimate.h"

namespace traffic::detail::compare {

// Tests two independent samples with a permutation test. The statistic is the difference of their
// means without the largest fifth of each, because noise mostly makes values larger. Exact for any
// noise that is the same on both sides. Uses all splits if there are at most 20,000, else 9,999
// random splits and the observed one, the same in every call. The interval contains the shifts that
// the two-sided test at `alpha` does not reject. Values must be finite.
Estimate two_sample(std::span<const double> base, std::span<const double> fresh, double alpha);

// Returns only the p value of that test.
double two_sample_p(std::span<const double> base, std::span<const double> fresh);

// The costs of one metric, and for each cost the index of its run. The runs of the base side come
// first. A metric can be missing from some runs.
struct RunCosts {
  std::vector<double> costs;
  std::vector<std::size_t> runs;
};

// Judges several metrics of the same runs together. Relabels whole runs, and returns for each
// metric its p value among all metrics (see step_down.h).
std::vector<double> joint_two_sample_p(std::span<const RunCosts> metrics, std::size_t base,
                                       std::size_t fresh);

// Returns the smallest possible p value for samples of these sizes, or 1 if a side is empty.
double smallest_p(std::size_t base, std::size_t fresh);

// Returns the mean without the largest fifth, or 0 for no values.
double low_mean(std::span<const double> values);

}  // namespace traffic::detail::compare
