// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "gtest_traffic/compare/estimate.h"

namespace traffic::compare {

// Judges two independent samples by a permutation test: the difference of their means without the
// largest fifth of each, for noise that mostly makes values larger. Exact whatever the noise, as
// long as it is the same on both sides; all splits are tried where there are at most 20,000, else
// 9,999 random ones, the same in every call. The interval holds the shifts that the test does not
// refute at `alpha`, two-sided. Values must be finite.
Estimate two_sample(std::span<const double> base, std::span<const double> fresh, double alpha);

// Returns only the p value of that test.
double two_sample_p(std::span<const double> base, std::span<const double> fresh);

// Returns the smallest p value that samples of these sizes can have; 1 when a side is empty.
double smallest_p(std::size_t base, std::size_t fresh);

// Returns the mean without the largest fifth; 0 when empty.
double low_mean(std::span<const double> values);

}  // namespace traffic::compare
