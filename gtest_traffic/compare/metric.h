// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace traffic {

// Names a figure: metrics keep the names of the tool that measured them.
struct MetricName {
  std::string benchmark;
  std::string metric;
  auto operator<=>(const MetricName&) const = default;
};

enum class Better { kLower, kHigher };

// Tells by its name which way a metric is better: rates and throughput higher (`items_per_second`,
// `requests/s`, `achieved_rate`, k6's `http_reqs` and `checks`), all else lower, errors in any form
// too.
Better better(const MetricName& name);

}  // namespace traffic
