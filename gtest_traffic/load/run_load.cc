// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/run_load.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "gtest_traffic/base/machine.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/journey/abandoned.h"
#include "gtest_traffic/load/coordinator.h"
#include "gtest_traffic/load/load_signals.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/metrics/failure_cause.h"
#include "gtest_traffic/plan/descriptor_limit.h"
#include "gtest_traffic/version.h"

namespace traffic::detail {
namespace {

// Hides secrets in the texts that come from settings, the target or a journey. The recorder has
// already redacted the names in `report.steps`.
void hide_secrets(Report& report) {
  const auto hide = [](std::string& text) { text = without_secrets(text); };
  for (auto& [key, value] : report.configuration) hide(value);
  for (std::string& note : report.notes) hide(note);
  hide(report.invalid_because);
  for (GateResult& gate : report.gates) {
    hide(gate.gate);
    hide(gate.detail);
  }
  for (DistinctFailure& failure : report.failures) {
    for (std::string* text : {&failure.step, &failure.cause, &failure.message}) hide(*text);
    for (std::string& example : failure.examples) hide(example);
  }
}

// Returns the report of a run that has not started.
Report begin_report(const LoadPlan& plan) {
  Report report;
  report.name = plan.name;
  report.model = plan.shape.model();
  report.request_paced = plan.request_paced;
  report.warm_up = plan.warm_up;
  report.began = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  report.generator.workers = plan.workers;
  for (const GivenSetting& setting : settings().given) {
    report.configuration.emplace_back(setting.name, setting.value);
  }
  report.configuration.emplace_back("target", plan.target.text());
  if (plan.max_rate) report.configuration.emplace_back("max_rate", to_string(*plan.max_rate));
  report.configuration.emplace_back("seed", std::to_string(plan.seed));
  report.configuration.emplace_back("version", kVersion);
  report.configuration.emplace_back("machine", describe_machine());
  hide_secrets(report);
  return report;
}

}  // namespace

Report run_load(const LoadPlan& plan) {
  raise_descriptor_limit();
  Report report = begin_report(plan);
  if (stop_level() > 0) {
    // Observers are not notified: they would replace the files of the run that was interrupted.
    report.verdict = Verdict::kInvalid;
    report.invalid_because = "the run was interrupted before it began";
    return report;
  }
  for (const auto& observer : load_observers()) observer->started(plan, report);
  Coordinator coordinator(plan, report);
  coordinator.run();
  coordinator.conclude();
  hide_secrets(report);
  if (plan.is_trial) return report;
  for (const auto& observer : load_observers()) observer->finished(report);
  return report;
}

Report run_load_in_test(const Expected<LoadPlan>& plan, Location location) {
  if (plan) return run_load_in_test(*plan, location);
  throw std::invalid_argument(
      fmt::format("{}:{}: {}", location.file, location.line, plan.error().message));
}

Report run_load_in_test(const LoadPlan& plan, Location location) {
  const LoadSignals signals(plan.grace);
  Report report = run_load(plan);
  if (report.generator.stuck_workers > 0) skip_remaining_tests();
  const bool tolerated = report.verdict == Verdict::kPass;
  if (!tolerated) {
    for (const DistinctFailure& failure : report.failures) {
      ADD_FAILURE_AT(failure.file.c_str(), failure.line) << first_example(
          failure,
          fmt::format("{} time{}{}{}", failure.count, failure.count == 1 ? "" : "s",
                      cause_suffix(failure.cause), failure.count == 1 ? "" : ", the first:"));
    }
  }
  const auto fail = [&](const std::string& text) {
    ADD_FAILURE_AT(location.file, location.line) << text;
  };
  for (const GateResult& gate : report.gates) {
    if (gate.verdict == Verdict::kFail)
      fail(fmt::format("gate {} failed: {}", gate.gate, gate.detail));
  }
  if (report.verdict == Verdict::kInvalid) {
    fail("the run is invalid: " + report.invalid_because);
  } else if (!report.invalid_because.empty()) {
    fail("the other gates cannot be judged, because " + report.invalid_because);
  }
  return report;
}

}  // namespace traffic::detail
