// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/latency_run.h"

#include <fmt/format.h>

#include <chrono>

#include "gtest_traffic/benchmark/first_failure.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/load.h"
#include "gtest_traffic/load/plan_of.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {
namespace {

constexpr Duration kWarmUp = std::chrono::milliseconds(500);

// Returns the first cause of a failed run.
std::string cause(const Report& report) {
  if (report.verdict == Verdict::kInvalid) return "invalid: " + report.invalid_because;
  if (!report.failures.empty()) return first_failure(report);
  for (const GateResult& gate : report.gates) {
    if (gate.verdict != Verdict::kPass) return gate.detail;
  }
  return "the load failed";
}

}  // namespace

Expected<Report> run_latency(const std::string& journey, Rate rate, std::uint64_t count) {
  if (!(rate.per_second() > 0 && rate.per_second() <= kMaxRate)) {
    return Error{
        fmt::format("expected a rate above 0 and at most 10 million per second for '{}', got {}",
                    journey, to_string(rate))};
  }
  const Duration measured(
      static_cast<std::int64_t>(1e9 * static_cast<double>(count) / rate.per_second()));
  Expected<LoadPlan> plan = plan_of(Load()
                                        .named(journey)
                                        .mix({{journey}})
                                        .shape(constant(rate, kWarmUp + measured))
                                        .warm_up(kWarmUp)
                                        .seed(settings().seed.value_or(1)));
  if (!plan) return plan.error();
  // No think time by default, as in every benchmark.
  plan->think = settings().think.value_or(ThinkTime{});
  Report report = run_load(*plan);
  if (report.verdict != Verdict::kPass) return Error{cause(report)};
  return report;
}

}  // namespace traffic::detail
