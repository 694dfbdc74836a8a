// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/confidence.h"

#include <boost/math/distributions/binomial.hpp>

namespace traffic::detail {
namespace {

namespace policies = boost::math::policies;

constexpr double kDoubt = 0.05;

// A rank is a whole number. Rounding up keeps the confidence at 95 % or above.
using Rounded = policies::policy<policies::discrete_quantile<policies::integer_round_up>,
                                 policies::promote_double<false>>;

}  // namespace

std::optional<std::uint64_t> upper_rank(std::uint64_t samples, double share) {
  if (samples == 0 || share >= 1) return std::nullopt;
  if (share <= 0) return 1;
  const auto n = static_cast<double>(samples);
  const boost::math::binomial_distribution<double, Rounded> below(n, share);
  const double most_below = boost::math::quantile(boost::math::complement(below, kDoubt));
  if (most_below >= n) return std::nullopt;
  return static_cast<std::uint64_t>(most_below) + 1;
}

std::optional<std::uint64_t> lower_rank(std::uint64_t samples, double share) {
  const auto mirrored = upper_rank(samples, 1 - share);
  if (!mirrored) return std::nullopt;
  return samples + 1 - *mirrored;
}

}  // namespace traffic::detail
