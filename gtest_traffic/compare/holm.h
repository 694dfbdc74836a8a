// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace traffic::detail::compare {

// Returns for each p value the level at which Holm's procedure tests it: a p value up to its level
// is significant. In a family without any effect, the probability of a significant p value is at
// most alpha. The p values after the first insignificant one get the same level.
std::vector<double> holm_levels(std::span<const double> p_values, double alpha);

}  // namespace traffic::detail::compare
