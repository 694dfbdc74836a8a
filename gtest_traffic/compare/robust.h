// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace traffic::detail::compare {

// Returns a statistic of a non-empty sample without NaN.
double median(std::span<const double> values);
double robust_deviation(std::span<const double> values, double center);  // 1.4826 * MAD

// Returns the ranks, starting at 1. Equal values get the mean of their ranks.
std::vector<double> ranks(std::span<const double> values);

// Returns the cumulative distribution function of the standard normal distribution, its density, or
// its quantile for 0 < p < 1.
double normal_cdf(double z);
double normal_density(double z);
double normal_quantile(double p);

// Returns the deviate of the standard normal distribution that is exceeded with the same
// probability as `t` in Student's distribution; at most 37.
double normal_deviate_of_t(double t, double freedom);

}  // namespace traffic::detail::compare
