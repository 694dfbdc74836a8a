// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/progress_collector.h"

#include <algorithm>
#include <utility>

#include "gtest_traffic/load/observer.h"

namespace traffic::detail {
namespace {

WorkerUpdate collect(const ProgressCollector::Parts& parts) {
  WorkerUpdate update;
  for (const auto& part : parts) part->collect(update);
  // Each worker reports the same steps.
  std::vector<Recorder::StepBrief> merged;
  for (const auto& step : update.steps) {
    const auto known = std::find_if(merged.begin(), merged.end(),
                                    [&](const auto& one) { return one.name == step.name; });
    if (known == merged.end()) {
      merged.push_back(step);
      continue;
    }
    known->requests += step.requests;
    known->errors += step.errors;
    known->total_time += step.total_time;
    known->measured_requests += step.measured_requests;
    known->measured_errors += step.measured_errors;
    known->bytes_received += step.bytes_received;
    known->response_time.merge(step.response_time);
  }
  update.steps = std::move(merged);
  return update;
}

}  // namespace

ProgressCollector::ProgressCollector(const LoadPlan& plan, const Parts& parts,
                                     const LoadControl& control, Report& report, AbortWatch& watch)
    : plan_(&plan), parts_(&parts), control_(&control), report_(&report), watch_(&watch) {
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

void ProgressCollector::add(Duration wall, bool ended) {
  WorkerUpdate update = collect(*parts_);
  const double arrivals_before = std::exchange(arrivals_, arrivals(wall));
  const Duration elapsed = control_->timeline().run_time(wall);
  const double seconds = seconds_of(elapsed - last_);
  const Histogram& times = update.interval.response_time;
  const bool open = view_.model == LoadModel::kOpen;

  SeriesRow row;
  row.second = seconds_of(elapsed);
  row.length = seconds;
  if (open && seconds > 0) {
    row.offered_rate = (arrivals_ - arrivals_before) / seconds;
  }
  row.started = update.arrivals_started - view_.started;
  row.requests = update.interval.requests;
  row.errors = update.interval.errors;
  row.active_users = update.active_users;
  row.bytes_received = update.interval.bytes_received;
  row.response_time = Distribution(times);
  row.warm_up = last_ < plan_->warm_up;
  row.stage = stage(wall);

  const auto rate = [&](std::uint64_t count) {
    return per_second(seconds > 0 ? static_cast<double>(count) / seconds : 0);
  };
  view_.elapsed = elapsed;
  view_.ended = ended;
  view_.stage = row.stage;
  view_.warm_up = row.warm_up;
  view_.offered = per_second(row.offered_rate);
  view_.started = update.arrivals_started;
  view_.requests += row.requests;
  view_.errors += row.errors;
  view_.journeys_started += update.interval.started;
  view_.journeys_completed += update.interval.completed;
  view_.active_users = row.active_users;
  view_.request_rate = rate(row.requests);
  view_.journey_rate = rate(update.interval.started);
  view_.p50 = times.at(50);
  view_.p90 = times.at(90);
  view_.p99 = times.at(99);
  view_.max = times.max();
  view_.top = std::move(update.steps);
  std::stable_sort(view_.top.begin(), view_.top.end(),
                   [](const auto& a, const auto& b) { return a.requests > b.requests; });
  view_.loop_stalls = update.loop_stalls;
  view_.longest_stall = update.longest_stall;
  view_.paused = false;
  view_.factor = control_->timeline().factor(wall);
  last_ = elapsed;
  const LoadSecond second{row, view_.top, update.failures};
  for (const auto& observer : load_observers()) {
    observer->ticked(view_);
    if (observer->wants_measurements()) observer->measured(second);
  }
  watch_->add(row, times);
  report_->series.add(std::move(row));
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
