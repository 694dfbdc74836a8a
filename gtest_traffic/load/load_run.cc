// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "gtest_traffic/base/machine.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/journey/abandoned.h"
#include "gtest_traffic/journey/clean_up.h"
#include "gtest_traffic/journey/last_resort.h"
#include "gtest_traffic/load.h"
#include "gtest_traffic/load/abort_watch.h"
#include "gtest_traffic/load/chronicle.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/descriptor_limit.h"
#include "gtest_traffic/load/host_cpu.h"
#include "gtest_traffic/load/host_stall.h"
#include "gtest_traffic/load/load_part.h"
#include "gtest_traffic/load/load_signals.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/scenario_report.h"
#include "gtest_traffic/load/sequence.h"
#include "gtest_traffic/load/steady_state.h"
#include "gtest_traffic/load/verdict.h"
#include "gtest_traffic/load/watchdog.h"
#include "gtest_traffic/version.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kSettling = 20ms;  // workers publish just after each second
constexpr Duration kAttention = 100ms;

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
  return report;
}

std::string cause_of(const DistinctFailure& failure) {
  return failure.cause.empty() ? "" : fmt::format(" ({})", redactor().redact(failure.cause));
}

// The state that workers use. It outlives an abandoned worker.
struct WhatRuns {
  explicit WhatRuns(Time start) : control(start) {}
  LoadControl control;
  Finish finish;
  Chronicle::Parts parts;
};

}  // namespace

Report run_load(const LoadPlan& plan) {
  raise_descriptor_limit();
  Report report = begin_report(plan);
  if (stop_level() > 0) {
    // Observers are not notified, so the report of the interrupted run stays.
    report.verdict = Verdict::kInvalid;
    report.invalid_because = "the run was interrupted before it began";
    return report;
  }
  for (const auto& observer : load_observers()) observer->started(plan, report);

  const Time start = Clock::now() + 5ms;
  const HostCpu cpu_before = host_cpu();
  const auto running = std::make_shared<WhatRuns>(start);
  LoadControl& control = running->control;
  Finish& finish = running->finish;
  Chronicle::Parts& parts = running->parts;
  HostStall stall;
  if (plan.scenarios.empty()) parts.push_back(std::make_unique<LoadPart>(plan));
  for (const LoadPlan& scenario : plan.scenarios) {
    parts.push_back(std::make_unique<LoadPart>(scenario));
  }
  Sequence sequence(parts, plan.warm_up);
  sequence.launch_due(control, finish, Course(plan.shape), Duration(0));
  Watchdog watchdog(parts);
  AbortWatch watch(plan.gates, plan.abort_after, plan.warm_up);
  Chronicle chronicle(plan, parts, report, watch);
  Duration second = 1s;  // the end of the next row, in the time of the run
  Time tick = start + 1s;
  for (bool done = false; !done;) {
    done = sequence.wait_until(finish, std::min(tick + kSettling, Clock::now() + kAttention));
    const Time now = Clock::now();
    if (stop_level() > 0 || sequence.arrivals_over(now - start)) control.close();
    for (const auto& observer : load_observers()) observer->attend(control);
    chronicle.follow(control);
    const Course& course = chronicle.course();
    watchdog.attend(now - start, stop_level() > 0 || watch.hopeless());
    if (stop_level() > 0 || watch.hopeless()) sequence.end();
    sequence.launch_due(control, finish, course, now - start);
    const std::optional<Duration> row = course.wall_time(second);
    if (done || (row && start + *row + kSettling <= now)) {
      chronicle.add(done ? now - start : *row, done);
      second += 1s;
    } else if (!row && tick <= now) {
      if (course.paused(now - start)) chronicle.tell_of_pause(now - start);
      tick = now + 1s;
    }
    if (const auto next = course.wall_time(second)) tick = start + *next;
    if (!done && watch.hopeless()) {
      for (const auto& part : parts) part->end_early();
    }
  }
  for (const auto& part : parts) part->join();
  const bool left_any =
      std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part->left_any(); });
  std::optional<LastResort> last_resort;
  if (left_any) {
    last_resort.emplace();
    abandon(running);
  }
  const double wall = seconds_of(Clock::now() - start);

  report.generator.host_stall = stall.stop();
  std::string part_limit;
  const Duration end = plan.scenarios.empty() ? parts.front()->fold_into(report)
                                              : fold_scenarios(parts, report, part_limit);
  report.elapsed = std::max(Duration(0), chronicle.course().run_time(end) - plan.warm_up);
  report.interrupted =
      (stop_level() > 0 && !plan.until_interrupted) || watch.hopeless().has_value();
  report.generator.steal_share = steal_share(cpu_before, host_cpu());
  for (std::string& note : notes_of(control.changes(), chronicle.course(), report.model)) {
    report.add_note(std::move(note));
  }
  if (auto note = steady_state_note(report)) report.add_note(std::move(*note));
  report.generator.cpu_share =
      wall > 0 ? report.generator.cpu_seconds / wall / report.generator.workers : 0;
  judge(report, plan.gates, watch.hopeless(), part_limit);
  std::fputs(text_of_left(clean_up_left().left).c_str(), stderr);
  if (plan.is_trial) return report;
  for (const auto& observer : load_observers()) observer->finished(report);
  return report;
}

Report run_load_in_test(const LoadPlan& plan) {
  const LoadSignals signals(plan.grace);
  Report report = run_load(plan);
  if (report.generator.stuck_workers > 0) skip_remaining_tests();
  const bool tolerated = report.verdict == Verdict::kPass;
  if (!tolerated) {
    for (const DistinctFailure& failure : report.failures) {
      ADD_FAILURE_AT(failure.file.c_str(), failure.line)
          << failure.count << (failure.count == 1 ? " time" : " times") << cause_of(failure)
          << (failure.count == 1 ? ": " : ", the first: ")
          << (failure.examples.empty() ? failure.message : failure.examples.front());
    }
  }
  for (const GateResult& gate : report.gates) {
    if (gate.verdict == Verdict::kFail)
      ADD_FAILURE() << "gate " << gate.gate << " failed: " << gate.detail;
  }
  if (report.verdict == Verdict::kInvalid) {
    ADD_FAILURE() << "the run is invalid: " << report.invalid_because;
  } else if (!report.invalid_because.empty()) {
    ADD_FAILURE() << "the other gates cannot be judged, because " << report.invalid_because;
  }
  return report;
}

}  // namespace traffic::detail
