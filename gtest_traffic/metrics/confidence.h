// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace traffic::detail {

// Returns the rank (1 to n) of the smallest of n sorted samples that is a 95 % upper confidence
// bound of a quantile. `share` is the quantile's share, between 0 and 1. Returns `std::nullopt` if
// even the largest sample is not such a bound. Assumes independent samples (Hahn and Meeker,
// Statistical Intervals, 5.2).
std::optional<std::uint64_t> upper_rank(std::uint64_t samples, double share);

// Returns the largest rank whose sample is a 95 % lower confidence bound of the quantile.
std::optional<std::uint64_t> lower_rank(std::uint64_t samples, double share);

}  // namespace traffic::detail
