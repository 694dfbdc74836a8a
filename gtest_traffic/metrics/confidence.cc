// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/confidence.h"

#include <algorithm>
#include <cmath>

namespace traffic {
namespace {

constexpr double kDoubt = 0.05;
constexpr double kDeviations = 1.6448536269514722;  // the normal distribution's 95 % quantile
constexpr double kManyBeyond = 10000;

}  // namespace

std::optional<std::uint64_t> upper_rank(std::uint64_t samples, double share) {
  if (samples == 0 || share >= 1) return std::nullopt;
  if (share <= 0) return 1;
  const auto n = static_cast<double>(samples);
  if (n * (1 - share) > kManyBeyond) {
    const double rank =
        std::ceil(n * share + kDeviations * std::sqrt(n * share * (1 - share)) + 0.5);
    return std::min(samples, static_cast<std::uint64_t>(rank));
  }
  // The k-th sample is less than the quantile when k or more samples are: sum that chance from the
  // largest k downwards. By logarithms, for share^n may be smaller than a double.
  const double odds = std::log(1 - share) - std::log(share);
  double chance = n * std::log(share);  // that all are below
  double doubt = std::exp(chance);
  if (doubt > kDoubt) return std::nullopt;
  std::uint64_t rank = samples;
  while (rank > 1) {
    const auto k = static_cast<double>(rank);
    chance += std::log(k) - std::log(n - k + 1) + odds;
    doubt += std::exp(chance);
    if (doubt > kDoubt) break;
    --rank;
  }
  return rank;
}

std::optional<std::uint64_t> lower_rank(std::uint64_t samples, double share) {
  const auto mirrored = upper_rank(samples, 1 - share);
  if (!mirrored) return std::nullopt;
  return samples + 1 - *mirrored;
}

}  // namespace traffic
