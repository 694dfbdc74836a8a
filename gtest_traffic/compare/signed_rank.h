// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gtest_traffic/compare/estimate.h"

namespace traffic::detail::compare {

// Tests paired differences with an exact signed-rank test. Ranks are capped at 60 % of n, so that
// spikes count no more than other large differences. With quiet noise, the test finds as much as
// Wilcoxon's test; with spikes, it finds more. Ties share ranks, and zeros are ignored. The shift
// is the value that fits the test best; without the cap, it is the Hodges-Lehmann estimate. The
// interval contains the shifts that the two-sided test at `alpha` does not reject. Exact for any
// symmetric noise. Differences must be finite.
Estimate signed_rank(std::span<const double> differences, double alpha);

// Returns only the two-sided p value of that test, which is faster.
double signed_rank_p(std::span<const double> differences);

// Judges the differences of several metrics in the same blocks together. Swaps the sides of whole
// blocks, and returns for each metric its p value among all metrics (see step_down.h). Uses all
// swaps of up to 14 blocks, else 9,999 random ones and the observed one, the same in every call.
std::vector<double> joint_signed_rank_p(std::span<const std::vector<double>> differences);

// Returns the minimum number of differences that can be significant at `alpha`, two-sided.
std::size_t fewest_differences(double alpha);

}  // namespace traffic::detail::compare
