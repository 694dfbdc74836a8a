// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "gtest_traffic/compare/estimate.h"

namespace traffic::compare {

// Judges paired differences by an exact signed-rank test whose ranks are capped at 60 % of n, so
// that spikes weigh no more than large differences: in quiet noise it finds as much as Wilcoxon's
// test, in noise with spikes more. Ties share ranks, zeros say nothing. The shift is the value that
// the test finds most plausible (for uncapped ranks Hodges and Lehmann's), the interval what it
// does not refute at `alpha`, two-sided. Exact for any symmetric noise; needs differences that are
// finite.
Estimate signed_rank(std::span<const double> differences, double alpha);

// Returns only the two-sided p value of that test, which is quicker.
double signed_rank_p(std::span<const double> differences);

// Returns the smallest number of differences that can be significant at `alpha`, two-sided.
std::size_t fewest_differences(double alpha);

}  // namespace traffic::compare
