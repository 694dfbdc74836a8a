// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/find_max_rate.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/load/capacity_search.h"
#include "gtest_traffic/load/load_signals.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/plan_of.h"
#include "gtest_traffic/load/rate_search.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/load/verdict.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/plan/prepare.h"

namespace traffic {
using namespace detail;
namespace {

using Trial = CapacitySearch::Trial;

Trial trial_of(const Report& report) {
  if (report.verdict == Verdict::kPass) return Trial::kPassed;
  if (report.verdict == Verdict::kFail) return Trial::kFailed;
  return report.invalid_because.starts_with(kNotEnoughData) ? Trial::kTooFew : Trial::kGenerator;
}

// Returns the reason for the verdict: the first gate that decided it, or why the run is invalid.
std::string deciding(const Report& report) {
  if (report.verdict == Verdict::kInvalid) return report.invalid_because;
  const auto gate = std::find_if(report.gates.begin(), report.gates.end(),
                                 [&](const auto& one) { return one.verdict == report.verdict; });
  return gate == report.gates.end() ? "" : fmt::format("{}: {}", gate->gate, gate->detail);
}

// Returns whether a person stopped the load, and not a gate.
bool was_stopped(const Report& report) {
  return report.interrupted &&
         std::none_of(report.gates.begin(), report.gates.end(),
                      [](const GateResult& gate) { return gate.gate == kAbortGate; });
}

CapacityStep step_of(Rate rate, const Report& report) {
  return {.rate = rate,
          .verdict = report.verdict,
          .detail = deciding(report),
          .achieved = report.achieved_rate(),
          .p99 = report.total.response_time.at(99)};
}

LoadPlan plan_at(const LoadPlan& plan, Rate rate, Duration each) {
  LoadPlan at = plan;
  at.shape = Shape({constant(rate, plan.warm_up + each)});
  at.is_trial = true;
  return at;
}

}  // namespace

std::vector<Error> detail::check_range(const CapacityRange& range) {
  std::vector<Error> mistakes;
  const auto complain = [&](std::string text) { mistakes.push_back({std::move(text)}); };
  if (!(range.from > Rate() && range.from <= range.to && range.to <= per_second(kMaxRate))) {
    complain(
        fmt::format("the range {} to {} is invalid; give rates above zero, the lower one first, at "
                    "most 10 million "
                    "per second",
                    to_string(range.from), to_string(range.to)));
  }
  if (range.each < std::chrono::milliseconds(100) || range.each > kMaxDuration) {
    complain(fmt::format("each load must be measured for 100 ms at least, not for {}",
                         to_string(range.each)));
  }
  if (!(range.precision >= 0.1_percent && range.precision <= 100_percent)) {
    complain(fmt::format("a precision of {} is out of bounds; use 0.1 % to 100 %",
                         to_string(range.precision)));
  }
  return mistakes;
}

Capacity detail::find_max_rate(const LoadPlan& plan, const CapacityRange& range) {
  const LoadSignals signals(plan.grace);
  CapacitySearch search(range.from, range.to, range.precision);
  Capacity capacity;
  capacity.name = plan.name;
  for (const Gate& gate : plan.gates) capacity.gates.push_back(gate.text());
  while (const std::optional<Rate> rate = search.next()) {
    Report report = run_load(plan_at(plan, *rate, range.each));
    if (stop_level() > 0 || was_stopped(report) || report.generator.stuck_workers > 0) break;
    capacity.steps.push_back(step_of(*rate, report));
    for (const auto& observer : load_observers()) observer->tried(capacity.steps.back());
    const Trial trial = trial_of(report);
    search.add_result(trial);
    if (trial == Trial::kPassed) capacity.report = std::move(report);
  }
  capacity.rate = search.passed().value_or(Rate());
  capacity.failed_at = search.failed();
  capacity.end = search.next() ? Capacity::End::kInterrupted : search.end();
  if (search.passed()) {
    capacity.report.configuration.emplace_back("highest_rate", to_string(capacity.rate));
    for (const auto& observer : load_observers()) observer->finished(capacity.report);
  }
  for (const auto& observer : load_observers()) observer->found(capacity);
  return capacity;
}

Capacity find_max_rate(Load& load, std::vector<Gate> gates, CapacityRange range,
                       Location location) {
  Mistakes mistakes;
  mistakes.add(check_range(range));
  LoadPlan draft = draft_of(load);
  if (!draft.shape.stages().empty()) {
    mistakes.add("find_max_rate sets the shape itself; remove .shape()");
  }
  draft.gates.insert(draft.gates.end(), gates.begin(), gates.end());
  if (draft.gates.empty()) mistakes.add("expected at least one gate");
  if (mistakes.empty()) {
    draft.shape = Shape({constant(range.from, draft.warm_up + range.each)});
    const Expected<LoadPlan> plan = prepare(std::move(draft));
    if (plan) return find_max_rate(*plan, range);
    mistakes.add(plan.error().message);
  }
  throw std::invalid_argument(
      fmt::format("{}:{}: {}", location.file, location.line, mistakes.error().message));
}

Capacity find_max_rate(Load&& load, std::vector<Gate> gates, CapacityRange range,
                       Location location) {
  return find_max_rate(load, std::move(gates), range, location);
}

}  // namespace traffic
