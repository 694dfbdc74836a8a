// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/holm.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace traffic::detail::compare {

std::vector<double> holm_levels(std::span<const double> p_values, double alpha) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> levels(p_values.size());
  std::size_t left = order.size();
  bool failed = false;
  double level = alpha;
  for (const std::size_t i : order) {
    if (!failed) level = alpha / static_cast<double>(left--);
    failed = failed || p_values[i] > level;
    levels[i] = level;
  }
  return levels;
}

}  // namespace traffic::detail::compare
