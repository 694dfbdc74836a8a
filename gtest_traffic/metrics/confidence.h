// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace traffic {

// Returns the smallest rank k (1 to n) such that the k-th smallest of n samples is, with a
// confidence of 95 %, an upper bound of the quantile `share` (between 0 and 1) of their
// distribution. Returns `std::nullopt` if even the largest sample is no such bound. Assumes
// independent samples (Hahn and Meeker, Statistical Intervals, 5.2).
std::optional<std::uint64_t> upper_rank(std::uint64_t samples, double share);

// Returns the largest rank whose sample is, with the same confidence, a lower bound of the
// quantile.
std::optional<std::uint64_t> lower_rank(std::uint64_t samples, double share);

}  // namespace traffic
