// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/robust.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace traffic::detail::compare {
namespace {

namespace policies = boost::math::policies;

// The precision of double is sufficient. By default, Boost.Math calculates with long double. Like
// std::erfc, the functions return NaN or infinity instead of throwing.
using Quiet = policies::policy<policies::promote_double<false>,
                               policies::domain_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>>;
using Normal = boost::math::normal_distribution<double, Quiet>;
using StudentsT = boost::math::students_t_distribution<double, Quiet>;

}  // namespace

double median(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  if (sorted.size() % 2 == 1) return *middle;
  return std::midpoint(*std::max_element(sorted.begin(), middle), *middle);
}

double robust_deviation(std::span<const double> values, double center) {
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values) distances.push_back(std::abs(value - center));
  return 1.4826 * median(distances);
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> out(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double shared = static_cast<double>(first + 1 + end) / 2;
    for (; first < end; ++first) out[order[first]] = shared;
  }
  return out;
}

double normal_cdf(double z) { return boost::math::cdf(Normal(), z); }

double normal_density(double z) { return boost::math::pdf(Normal(), z); }

double normal_quantile(double p) { return boost::math::quantile(Normal(), p); }

double normal_deviate_of_t(double t, double freedom) {
  constexpr double kFarthest = 37;  // the largest result: above it, p is too small for a double
  using boost::math::complement;
  const double p = boost::math::cdf(complement(StudentsT(freedom), t));
  return std::min(kFarthest, boost::math::quantile(complement(Normal(), p)));
}

}  // namespace traffic::detail::compare
