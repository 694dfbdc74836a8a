// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/gate.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Judges gates each second on the measurements so far, and decides whether a run must fail. Watches
// only gates on all requests, over the whole run or in every window: upper bounds on latency and
// errors, and lower bounds on checks. Pure. An object belongs to one thread.
class AbortWatch {
 public:
  // Does not decide before `not_before` since the start of the run; without it, never decides.
  AbortWatch(const std::vector<Gate>& gates, std::optional<Duration> not_before, Duration warm_up);

  // Adds a row of the series with its exact response times.
  void add(const SeriesRow& row, const Histogram& response_time);

  // Adds requests of a second whose row was added before.
  void add_late(const SeriesRow& late, const Histogram& response_time);

  // Returns the results of the gates on the measurements so far, of a window on the latest complete
  // one. `kInvalid` means that there are too few.
  const std::vector<GateResult>& results();

  // Returns the gate that ends the run, with the reason; nothing if no gate failed.
  const std::optional<GateResult>& failed_gate() const { return failed_gate_; }

 private:
  bool is_over() const { return failed_gate_ || gates_.empty(); }
  bool is_due(const Gate& gate) const;
  bool add_to_total(const SeriesRow& row, const Histogram& response_time);

  std::vector<Gate> gates_;
  std::optional<Duration> not_before_;
  Report so_far_;
  std::vector<GateResult> results_;
  std::optional<GateResult> failed_gate_;
};

}  // namespace traffic::detail
