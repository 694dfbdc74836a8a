// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace traffic::detail::compare {

// Returns the factor by which autocorrelation inflates the variance of a mean: the long-run
// variance divided by the variance. It is 1 for independent values and never below 1. `parameters`
// is the number of levels that were subtracted from the values. Fits an autoregression (Levinson
// and Durbin, order by AIC) and corrects the downward bias of the estimates (Marriott and Pope
// 1954). The caller should clamp outliers first.
double variance_inflation(std::span<const double> values, int parameters);

}  // namespace traffic::detail::compare
