// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace traffic::compare {

// Return a figure of a sample that may not be empty; NaN has no place in it.
double median(std::span<const double> values);
double robust_deviation(std::span<const double> values, double centre);  // 1.4826 * MAD

// Returns the ranks from 1 on; equal values share the mean of theirs.
std::vector<double> ranks(std::span<const double> values);

// Return the standard normal distribution's probability below z, and its inverse for 0 < p < 1.
double normal_below(double z);
double normal_quantile(double p);

}  // namespace traffic::compare
