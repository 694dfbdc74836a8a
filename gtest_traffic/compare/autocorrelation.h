// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace traffic::compare {

// Returns by how much neighbours that resemble each other inflate the variance of a mean: the
// long-run variance over the variance, 1 for independent values, never below 1. `parameters` is how
// many levels were taken out of the values before. An autoregression is fitted (Levinson and
// Durbin, order by AIC), with the estimates' downward bias made good (Marriott and Pope 1954).
// Extreme values should have been tamed.
double variance_inflation(std::span<const double> values, int parameters);

}  // namespace traffic::compare
