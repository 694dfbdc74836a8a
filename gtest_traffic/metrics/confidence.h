// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace traffic {

// Returns the rank k (1 to n) of the smallest of n sorted samples that is, with a confidence of
// 95 %, no less than the quantile `share` (between 0 and 1) of what the samples are drawn from;
// nothing when even the largest is not. Takes the samples for independent (Hahn and Meeker,
// Statistical Intervals, 5.2): exact by the binomial distribution, by the normal one where more
// than 10,000 samples lie beyond the quantile.
std::optional<std::uint64_t> upper_rank(std::uint64_t samples, double share);

// Likewise of the largest sample that is no more than the quantile.
std::optional<std::uint64_t> lower_rank(std::uint64_t samples, double share);

}  // namespace traffic
