// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/step_down.h"

#include <algorithm>
#include <numeric>

namespace traffic::detail::compare {

std::vector<double> step_down_p(std::size_t metrics, const RelabeledStatistics& statistics) {
  constexpr double kTolerance = 1e-9;  // for statistics that are equal except for rounding
  std::vector<double> observed;
  for (std::size_t i = 0; i < metrics; ++i) observed.push_back(statistics(i).front());
  std::vector<std::size_t> order(metrics);  // by rising statistic
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return observed[a] < observed[b]; });
  std::vector<double> p(metrics, 1), largest;
  for (const std::size_t i : order) {
    const auto here = statistics(i);
    if (largest.empty()) largest = here;
    for (std::size_t k = 0; k < here.size(); ++k) largest[k] = std::max(largest[k], here[k]);
    const auto as_far = std::count_if(largest.begin(), largest.end(), [&](double statistic) {
      return statistic >= observed[i] - kTolerance;
    });
    p[i] = static_cast<double>(as_far) / static_cast<double>(largest.size());
  }
  // A metric is significant only if all metrics with larger statistics are.
  double worst = 0;
  for (auto i = order.rbegin(); i != order.rend(); ++i) p[*i] = worst = std::max(worst, p[*i]);
  return p;
}

}  // namespace traffic::detail::compare
