// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/abort_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "gtest_traffic/plan/gate_check.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

constexpr double kTolerance = 1e-6;  // in seconds

Duration duration_of(double seconds) {
  return std::chrono::round<Duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

AbortWatch::AbortWatch(const std::vector<Gate>& gates, std::optional<Duration> not_before,
                       Duration warm_up)
    : not_before_(not_before) {
  std::copy_if(gates.begin(), gates.end(), std::back_inserter(gates_), can_end_run);
  so_far_.warm_up = warm_up;
}

void AbortWatch::add(const SeriesRow& row, const Histogram& response_time) {
  if (is_over()) return;
  so_far_.series.add(row);
  if (!add_to_total(row, response_time)) return;
  so_far_.elapsed = duration_of(row.second - seconds_of(so_far_.warm_up));
  if (!not_before_ || row.second < seconds_of(*not_before_) - kTolerance) return;
  for (const Gate& gate : gates_) {
    if (!is_due(gate)) continue;
    const GateResult result = gate.judge(so_far_);
    if (result.verdict != Verdict::kFail) continue;
    failed_gate_ =
        GateResult{result.gate, Verdict::kFail,
                   fmt::format("aborted after {}: {} failed: {}",
                               to_string(duration_of(row.second)), result.gate, result.detail)};
    return;
  }
}

const std::vector<GateResult>& AbortWatch::results() {
  if (so_far_.total.requests == 0) return results_;
  results_.resize(gates_.size());
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    if (is_due(gates_[i])) results_[i] = gates_[i].judge(so_far_);
  }
  return results_;
}

void AbortWatch::add_late(const SeriesRow& late, const Histogram& response_time) {
  if (is_over()) return;
  so_far_.series.add_late(static_cast<std::size_t>(std::lround(late.second)) - 1, late);
  add_to_total(late, response_time);
}

// Returns whether the row is not part of the warm-up.
bool AbortWatch::add_to_total(const SeriesRow& row, const Histogram& response_time) {
  if (row.second - row.length < seconds_of(so_far_.warm_up) - kTolerance) return false;
  so_far_.total.requests += row.requests;
  so_far_.total.errors += row.errors;
  so_far_.total.response_time.merge(response_time);
  return true;
}

// A window whose last row is missing is not judged yet.
bool AbortWatch::is_due(const Gate& gate) const {
  if (gate.metric().when.kind != When::Kind::kEvery) return true;
  const double row = std::max(1.0, std::round(so_far_.series.rows().front().length));
  const double window = std::ceil(seconds_of(gate.metric().when.duration) / row - kTolerance) * row;
  const double first = std::ceil(seconds_of(so_far_.warm_up) / row - kTolerance) * row;
  const double end = so_far_.series.rows().back().second;
  return std::fmod(end - first + kTolerance, window) < 2 * kTolerance;
}

}  // namespace traffic::detail
