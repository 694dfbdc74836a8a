// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/gate.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Tells, second by second, when a run has become hopeless: a gate fails on what was measured so
// far. Only gates that bound trouble from above are watched (latency, errors, and checks from
// below), of all requests, over the whole run or in every window. Pure; belongs to one thread.
class AbortWatch {
 public:
  // Keeps quiet until `not_before` since the start of the run; without it, for ever.
  AbortWatch(const std::vector<Gate>& gates, std::optional<Duration> not_before, Duration warm_up);

  static bool watches(const Gate& gate);

  // Adds a row of the series, whose response times are given exactly.
  void add(const SeriesRow& row, const Histogram& response_time);

  // Returns the gate that ends the run and why, once there is one.
  const std::optional<GateResult>& hopeless() const { return hopeless_; }

 private:
  bool is_due(const Gate& gate) const;

  std::vector<Gate> gates_;
  std::optional<Duration> not_before_;
  Report so_far_;
  std::optional<GateResult> hopeless_;
};

}  // namespace traffic
