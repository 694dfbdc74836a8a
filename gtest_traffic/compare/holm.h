// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace traffic::compare {

// Returns for each p value the level at which Holm's procedure judges it: those with p <= level are
// significant, and no more than a share of alpha of all families without any effect gives one.
// Those after the first that fails share its level.
std::vector<double> holm_levels(std::span<const double> p_values, double alpha);

}  // namespace traffic::compare
