// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/chronicle.h"

#include <algorithm>
#include <utility>

#include "gtest_traffic/load/observer.h"

namespace traffic::detail {
namespace {

Mailbox::News collect(const Chronicle::Parts& parts) {
  Mailbox::News news;
  for (const auto& part : parts) part->collect(news);
  // Each worker reports the same steps.
  std::vector<Recorder::StepBrief> merged;
  for (const auto& step : news.steps) {
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
  news.steps = std::move(merged);
  return news;
}

}  // namespace

Chronicle::Chronicle(const LoadPlan& plan, const Parts& parts, Report& report, AbortWatch& watch)
    : plan_(&plan), parts_(&parts), report_(&report), watch_(&watch), course_(plan.shape) {
  view_.name = plan.name;
  view_.duration = plan.until_interrupted ? Duration(0) : plan.shape.duration();
  view_.model = plan.shape.model();
  view_.request_paced = plan.request_paced;
}

void Chronicle::follow(const LoadControl& control) {
  if (control.count() == followed_) return;
  const std::vector<LoadChange> changes = control.changes();
  for (; followed_ < changes.size(); ++followed_) course_.change(changes[followed_]);
  for (const auto& part : *parts_) part->follow(changes);
}

double Chronicle::arrivals(Duration wall) const {
  double sum = 0;
  for (const auto& part : *parts_) sum += part->arrivals(wall);
  return sum;
}

// For scenarios, returns the names of those that were active since the latest row.
std::string Chronicle::stage(Duration wall) {
  if (plan_->scenarios.empty()) {
    return std::string(plan_->shape.stage(
        std::min(course_.run_time(wall), plan_->shape.duration()) - Duration(1)));
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

void Chronicle::add(Duration wall, bool ended) {
  Mailbox::News news = collect(*parts_);
  const double arrivals_before = std::exchange(arrivals_, arrivals(wall));
  const Duration elapsed = course_.run_time(wall);
  const double seconds = seconds_of(elapsed - last_);
  const Histogram& times = news.interval.response_time;
  const bool open = view_.model == LoadModel::kOpen;

  SeriesRow row;
  row.second = seconds_of(elapsed);
  row.length = seconds;
  if (open && seconds > 0) {
    row.offered_rate = (arrivals_ - arrivals_before) / seconds;
  }
  row.started = news.arrivals_started - view_.started;
  row.requests = news.interval.requests;
  row.errors = news.interval.errors;
  row.active_users = news.active_users;
  row.bytes_received = news.interval.bytes_received;
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
  view_.started = news.arrivals_started;
  view_.requests += row.requests;
  view_.errors += row.errors;
  view_.journeys_started += news.interval.started;
  view_.journeys_completed += news.interval.completed;
  view_.active_users = row.active_users;
  view_.request_rate = rate(row.requests);
  view_.journey_rate = rate(news.interval.started);
  view_.p50 = times.at(50);
  view_.p90 = times.at(90);
  view_.p99 = times.at(99);
  view_.max = times.max();
  view_.top = std::move(news.steps);
  std::stable_sort(view_.top.begin(), view_.top.end(),
                   [](const auto& a, const auto& b) { return a.requests > b.requests; });
  view_.loop_stalls = news.loop_stalls;
  view_.longest_stall = news.longest_stall;
  view_.paused = false;
  view_.factor = course_.factor(wall);
  last_ = elapsed;
  const LoadSecond second{row, view_.top, news.failures};
  for (const auto& observer : load_observers()) {
    observer->ticked(view_);
    if (observer->wants_measurements()) observer->measured(second);
  }
  watch_->add(row, times);
  report_->series.add(std::move(row));
}

void Chronicle::tell_of_pause(Duration wall) {
  view_.paused = true;
  view_.elapsed = course_.run_time(wall);
  view_.factor = course_.factor(wall);
  view_.offered = view_.request_rate = view_.journey_rate = Rate();
  view_.p50 = view_.p90 = view_.p99 = view_.max = Duration(0);
  for (const auto& observer : load_observers()) observer->ticked(view_);
}

}  // namespace traffic::detail
