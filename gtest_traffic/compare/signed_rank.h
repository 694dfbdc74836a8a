// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

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

// Returns the minimum number of differences that can be significant at `alpha`, two-sided.
std::size_t fewest_differences(double alpha);

}  // namespace traffic::detail::compare
