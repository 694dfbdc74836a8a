// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
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

// Tells which values of a metric are better.
enum class Better { kLower, kHigher, kUnknown };

std::string_view to_string(Better better);  // "lower", "higher", "unknown"
std::optional<Better> parse_better(std::string_view text);

// Tells from the name of a metric which values are better. Higher is better for throughput
// (`items_per_second`, `requests/s`) and for rates with a known name (`achieved_rate`, `hit_rate`,
// k6's `http_reqs` and `checks`). Other rates, ratios and shares are unknown. Lower is better for
// all others, including all error metrics.
Better better(const MetricName& name);

// Returns the metric to which a submetric of k6 belongs: `checks` for `checks{page:order}`.
std::string_view parent_of(std::string_view metric);

}  // namespace traffic::detail::compare
