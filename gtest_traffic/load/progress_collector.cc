// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/progress_collector.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/unseen_steps.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/plan/gate_check.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kSettling = 20ms;  // workers report just after each second
constexpr std::size_t kMostFailing = 3;
constexpr Duration kPatience = 500ms;  // how long a row waits for a worker that is blocked

}  // namespace

ProgressCollector::ProgressCollector(const LoadPlan& plan, const Parts& parts,
                                     const LoadControl& control, Report& report, AbortWatch& watch)
    : plan_(&plan),
      parts_(&parts),
      control_(&control),
      report_(&report),
      watch_(&watch),
      clock_(control),
      rows_(clock_),
      step_rows_(clock_, steps_over_time(plan.gates)) {
  view_.name = plan.name;
  view_.duration = plan.until_interrupted ? Duration(0) : plan.shape.duration();
  view_.model = plan.shape.model();
  view_.request_paced = plan.request_paced;
}

double ProgressCollector::arrivals(Duration wall) const {
  double sum = 0;
  for (const auto& part : *parts_) sum += part->arrivals(wall);
  return sum;
}

// For scenarios, returns the names of those that were active since the latest row.
std::string ProgressCollector::stage(Duration wall) {
  if (plan_->scenarios.empty()) {
    return std::string(plan_->shape.stage(
        std::min(control_->timeline().run_time(wall), plan_->shape.duration()) - Duration(1)));
  }
  std::string names;
  over_.resize(parts_->size());
  for (std::size_t i = 0; i < over_.size(); ++i) {
    const LoadPart& part = *(*parts_)[i];
    if (part.begun(wall) && !over_[i]) names += (names.empty() ? "" : " + ") + part.plan().name;
    over_[i] = part.done();
  }
  return names;
}

std::optional<Duration> ProgressCollector::end_of_next() const {
  return control_->timeline().wall_time((rows_.next() + 1) * Duration(1s));
}

bool ProgressCollector::is_due(Duration wall) const {
  const std::optional<Duration> end = end_of_next();
  return end && *end + kSettling <= wall;
}

std::optional<Duration> ProgressCollector::next(Duration wall) const {
  const std::optional<Duration> end = end_of_next();
  if (!end) return std::nullopt;
  return is_due(wall) ? wall + kSettling : *end + kSettling;
}

void ProgressCollector::collect(Duration wall, bool ended) {
  if (!ended && !is_due(wall)) return;
  gather();
  while (is_due(wall)) {
    const Duration end = *end_of_next();
    if (!ended && complete_ <= rows_.next() && wall < end + kPatience) return;
    add(end, false);
  }
  if (ended) add(wall, true);
}

void ProgressCollector::gather() {
  LiveCounts& counts = view_.counts;
  counts.clear();
  complete_ = Mailbox::kEnded;
  for (const auto& part : *parts_) {
    complete_ = std::min(complete_, part->collect({counts, rows_, step_rows_, failures_}));
  }
  std::stable_sort(counts.steps.begin(), counts.steps.end(),
                   [](const auto& a, const auto& b) { return a.requests() > b.requests(); });
}

// Adds the row that ends at `wall`.
void ProgressCollector::add(Duration wall, bool ended) {
  late_.clear();
  now_.clear();
  rows_.take_late([this](const SecondCounts& late) { add_late(late); });
  const SecondCounts& second = ended ? rows_.take_rest() : rows_.take();
  now_.merge(second);
  const double arrivals_before = std::exchange(arrivals_, arrivals(wall));
  const Duration elapsed = control_->timeline().run_time(wall);

  SeriesRow row = second.row();
  row.second = seconds_of(elapsed);
  row.length = seconds_of(elapsed - last_);
  if (view_.model == LoadModel::kOpen && row.length > 0) {
    row.offered_rate = (arrivals_ - arrivals_before) / row.length;
  }
  row.active_users = view_.counts.active_users;
  row.warm_up = last_ < plan_->warm_up;
  row.stage = stage(wall);
  last_ = elapsed;
  view_.elapsed = elapsed;
  view_.ended = ended;
  view_.factor = control_->timeline().factor(wall);
  watch_->add(row, second.response_time);
  view_.gates = watch_->results();
  add_failing();
  warn_about_steps(row);
  notify(row);
  step_rows_.add_row(row, ended ? StepRows::Last::kYes : StepRows::Last::kNo, report_->step_series);
  report_->series.add(std::move(row));
}

void ProgressCollector::add_late(const SecondCounts& late) {
  late_.push_back(late.row());
  now_.merge(late);
  watch_->add_late(late_.back(), late.response_time);
  report_->series.add_late(late.index, late_.back());
}

void ProgressCollector::notify(const SeriesRow& row) {
  const auto rate = [&](std::uint64_t count) {
    return per_second(row.length > 0 ? static_cast<double>(count) / row.length : 0);
  };
  const Histogram& times = now_.response_time;
  const std::uint64_t journeys = view_.counts.journeys_started();
  view_.stage = row.stage;
  view_.warm_up = row.warm_up;
  view_.paused = false;
  view_.offered = per_second(row.offered_rate);
  view_.started += now_.started;
  view_.request_rate = rate(now_.requests);
  view_.journey_rate = rate(journeys - std::exchange(journeys_, journeys));
  view_.p50 = times.at(50);
  view_.p90 = times.at(90);
  view_.p99 = times.at(99);
  view_.max = times.max();
  const LoadSecond second{row, late_, view_.counts, failures_};
  for (const auto& observer : load_observers()) {
    observer->ticked(view_);
    if (observer->wanted() > Detail::kCounts) observer->measured(second);
  }
  failures_.clear();
}

void ProgressCollector::add_failing() {
  if (failures_.empty()) return;
  for (const DistinctFailure& failure : failures_) failing_.add_failure(failure);
  view_.failing.clear();
  for (const DistinctFailure& failure : failing_.failures) {
    view_.failing.push_back({failure.count, without_secrets(headline(failure))});
  }
  std::stable_sort(view_.failing.begin(), view_.failing.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  if (view_.failing.size() > kMostFailing) view_.failing.resize(kMostFailing);
}

// Warns early about a wrong step name in a gate. It is only a warning, because the step may still
// occur later.
void ProgressCollector::warn_about_steps(const SeriesRow& row) {
  if (warned_ || row.warm_up || view_.counts.journeys_completed() == 0) return;
  warned_ = true;
  const std::string text = steps_without_requests(plan_->gates, view_.counts);
  if (text.empty()) return;
  std::fputs(text.c_str(), stderr);
  for (const auto& observer : load_observers()) observer->disturbed();
}

void ProgressCollector::report_pause(Duration wall) {
  view_.paused = true;
  view_.elapsed = control_->timeline().run_time(wall);
  view_.factor = control_->timeline().factor(wall);
  view_.offered = view_.request_rate = view_.journey_rate = Rate();
  view_.p50 = view_.p90 = view_.p99 = view_.max = Duration(0);
  for (const auto& observer : load_observers()) observer->ticked(view_);
}

}  // namespace traffic::detail
