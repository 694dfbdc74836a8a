// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <tuple>

namespace traffic::compare {

// Names a figure: metrics keep the names of the tool that measured them.
struct MetricName {
  std::string benchmark;
  std::string metric;
  bool operator==(const MetricName&) const = default;
  bool operator<(const MetricName& other) const {
    return std::tie(benchmark, metric) < std::tie(other.benchmark, other.metric);
  }
};

enum class Better { kLower, kHigher };

// Tells by its name which way a metric is better: rates and throughput higher (`items_per_second`,
// `requests/s`, `achieved_rate`, k6's `http_reqs` and `checks`), all else lower, errors in any form
// too.
Better better(const MetricName& name);

}  // namespace traffic::compare
