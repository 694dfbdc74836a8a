// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/coordinator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/journey/abandoned.h"
#include "gtest_traffic/journey/clean_up.h"
#include "gtest_traffic/load/change_notes.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/scenario_report.h"
#include "gtest_traffic/load/steady_state.h"
#include "gtest_traffic/load/verdict.h"
#include "gtest_traffic/plan/gate_check.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kToStart = 5ms;  // time to start the workers
constexpr Duration kAttention = 100ms;

ProgressCollector::Parts parts_of(const LoadPlan& plan) {
  ProgressCollector::Parts parts;
  const auto add = [&](LoadPlan one) {
    one.steps_over_time = steps_over_time(plan.gates);
    parts.push_back(std::make_unique<LoadPart>(std::move(one)));
  };
  if (!plan.of_scenarios) add(plan);
  for (const LoadPlan& scenario : plan.scenarios) add(scenario);
  return parts;
}

// Names the cap on users that an open load reached; empty if it reached none.
std::string user_limit_of(const LoadPlan& plan, const Report& report) {
  if (plan.of_scenarios || plan.shape.model() == LoadModel::kClosed) return {};
  const std::uint64_t of_each_worker = std::max<std::uint64_t>(1, plan.user_cap / plan.workers);
  if (report.generator.peak_users < of_each_worker * plan.workers) return {};
  return fmt::format("at most {} user{}, {}", group_digits(plan.user_cap),
                     plan.user_cap == 1 ? "" : "s", plan.user_cap_origin);
}

}  // namespace

Coordinator::Shared::Shared(Time start, const LoadPlan& plan)
    : control(start, plan), parts(parts_of(plan)) {}

Coordinator::Coordinator(const LoadPlan& plan, Report& report)
    : plan_(&plan),
      report_(&report),
      start_(Clock::now() + kToStart),
      cpu_before_(host_cpu()),
      shared_(std::make_shared<Shared>(start_, plan)),
      control_(shared_->control),
      sequence_(shared_->parts, plan.warm_up),
      watchdog_(shared_->parts),
      watch_(plan.gates, plan.abort_after, plan.warm_up),
      collector_(plan, shared_->parts, control_, report, watch_),
      tick_(start_ + 1s) {}

void Coordinator::run() {
  sequence_.launch_due(control_, shared_->latch, Duration(0));
  for (bool done = false; !done;) {
    const Time next = std::min(tick_, Clock::now() + kAttention);
    done = sequence_.wait_until(shared_->latch, next);
    const Duration wall = Clock::now() - start_;
    supervise(wall);
    collect(wall, done);
  }
  for (const auto& part : shared_->parts) part->join();
  if (std::any_of(shared_->parts.begin(), shared_->parts.end(),
                  [](const auto& part) { return part->abandoned_any(); })) {
    last_resort_.emplace();
    abandon(shared_);
  }
  seconds_run_ = seconds_of(Clock::now() - start_);
  report_->generator.host_stall = stall_.stop();
}

void Coordinator::supervise(Duration wall) {
  if (control_.stop_requested() || sequence_.arrivals_over(wall)) control_.close();
  for (const auto& observer : load_observers()) observer->attend(control_);
  watchdog_.check(wall, control_.stop_level());
  if (control_.stop_requested()) sequence_.end();
  sequence_.launch_due(control_, shared_->latch, wall);
}

// Adds a row for each second of the run that has passed. No row is due during a pause.
void Coordinator::collect(Duration wall, bool done) {
  collector_.collect(wall, done);
  if (const std::optional<Duration> next = collector_.next(wall)) {
    tick_ = start_ + *next;
  } else if (tick_ <= start_ + wall) {
    if (control_.timeline().paused(wall)) collector_.report_pause(wall);
    tick_ = start_ + wall + 1s;
  }
  if (watch_.failed_gate()) control_.stop(LoadControl::Stop::kGraceful);
}

void Coordinator::conclude() {
  Report& report = *report_;
  const LoadTimeline& timeline = control_.timeline();
  std::string part_limit;
  const Duration end = plan_->of_scenarios ? fold_scenarios(shared_->parts, report, part_limit)
                                           : shared_->parts.front()->fold_into(report);
  report.elapsed = std::max(Duration(0), timeline.run_time(end) - plan_->warm_up);
  report.interrupted =
      (control_.stop_requested() && !plan_->until_interrupted) || watch_.failed_gate().has_value();
  report.generator.steal_share = steal_share(cpu_before_, host_cpu());
  for (std::string& note : notes_of(control_.changes(), timeline, report.model)) {
    report.add_note(std::move(note));
  }
  if (auto note = steady_state_note(report)) report.add_note(std::move(*note));
  report.generator.cpu_share =
      seconds_run_ > 0 ? report.generator.cpu_seconds / seconds_run_ / report.generator.workers : 0;
  judge(report, plan_->gates, watch_.failed_gate(), part_limit, user_limit_of(*plan_, report));
  const CleanUp cleaned = clean_up_remaining();
  report.unmeasured.clean_up.merge(cleaned.requests);
  std::fputs(text_of_remaining(cleaned.remaining).c_str(), stderr);
  std::string unknown = text_of_unknown(ledger().take_requests());
  if (!unknown.empty()) {
    unknown.pop_back();  // the end of the line
    report.add_note(std::move(unknown));
  }
}

}  // namespace traffic::detail
