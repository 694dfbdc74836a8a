// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <tuple>

namespace traffic::detail::compare {

// Identifies a measured value. Metrics keep the names of the tool that measured them.
struct MetricName {
  std::string benchmark;
  std::string metric;
  bool operator==(const MetricName&) const = default;
  bool operator<(const MetricName& other) const {
    return std::tie(benchmark, metric) < std::tie(other.benchmark, other.metric);
  }
};

enum class Better { kLower, kHigher };

// Tells from the name of a metric whether higher or lower values are better. Higher is better for
// rates and throughput: `items_per_second`, `requests/s`, `achieved_rate`, k6's `http_reqs` and
// `checks`. Lower is better for all others, including all error metrics.
Better better(const MetricName& name);

}  // namespace traffic::detail::compare
