// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/capacity_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>

#include "gtest_traffic/report/files/json_text.h"

namespace traffic::detail {

std::string to_json(const Capacity& capacity) {
  boost::json::array gates(capacity.gates.begin(), capacity.gates.end());
  boost::json::array steps;
  for (const CapacityStep& step : capacity.steps) {
    steps.push_back({{"rate", step.rate.per_second()},
                     {"verdict", to_string(step.verdict)},
                     {"detail", step.detail},
                     {"achieved_rate", step.achieved.per_second()},
                     {"p99_ms", ms_of(step.p99)}});
  }
  boost::json::value failed_at;
  if (capacity.failed_at) failed_at = capacity.failed_at->per_second();
  const boost::json::object object = {{"schema", "gtest_traffic-capacity/1"},
                                      {"name", capacity.name},
                                      {"rate", capacity.rate.per_second()},
                                      {"failed_at", failed_at},
                                      {"end", to_string(capacity.end)},
                                      {"result", result_text(capacity)},
                                      {"gates", gates},
                                      {"steps", steps}};
  std::string text;
  append_json(text, object);
  return text + "\n";
}

}  // namespace traffic::detail
