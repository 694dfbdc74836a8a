// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/metric.h"

#include "gtest_traffic/base/text.h"

namespace traffic::detail::compare {

Better better(const MetricName& name) {
  const std::string metric = to_lower(name.metric), whole = to_lower(name.benchmark) + " " + metric;
  for (const std::string_view bad : {"error", "fail", "dropped", "lateness", "latency"}) {
    if (whole.ends_with("/" + std::string(bad)) || metric.find(bad) != std::string::npos ||
        (metric == "rate" || metric == "value" ? whole.find(bad) != std::string::npos : false)) {
      return Better::kLower;
    }
  }
  for (const std::string_view good : {"_per_second", "/s", "_rate", "throughput", "rps"}) {
    if (metric.ends_with(good)) return Better::kHigher;
  }
  // k6: `http_reqs rate` counts events, and `checks value` is the share of passed checks.
  if (metric == "rate") return Better::kHigher;
  return metric == "value" && name.benchmark == "checks" ? Better::kHigher : Better::kLower;
}

}  // namespace traffic::detail::compare
