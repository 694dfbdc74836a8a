// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/load_timeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace traffic::detail {

LoadTimeline::LoadTimeline(Shape shape) : shape_(std::make_shared<Shape>(std::move(shape))) {}

void LoadTimeline::change(const LoadChange& change) {
  const Duration run = run_time(change.at);
  legs_.push_back({.change = change,
                   .run = run,
                   .arrivals = arrivals(change.at),
                   .planned = shape_->arrivals(run)});
}

const LoadTimeline::Leg& LoadTimeline::at(Duration wall) const {
  const auto leg = std::find_if(legs_.rbegin(), legs_.rend() - 1,
                                [wall](const Leg& one) { return one.change.at <= wall; });
  return *leg;
}

Duration LoadTimeline::run_time(Duration wall) const {
  const Leg& leg = at(wall);
  return leg.change.paused ? leg.run : leg.run + (wall - leg.change.at);
}

std::optional<Duration> LoadTimeline::wall_time(Duration run) const {
  const auto leg = std::find_if(legs_.rbegin(), legs_.rend() - 1,
                                [run](const Leg& one) { return one.run <= run; });
  if (leg->change.paused && run > leg->run) return std::nullopt;
  return leg->change.at + (run - leg->run);
}

double LoadTimeline::level(Duration wall) const {
  const LoadChange& change = at(wall).change;
  const Duration run = run_time(wall);
  if (!change.level) return change.factor * shape_->level(run);
  return run < shape_->duration() ? change.factor * *change.level : 0;
}

std::vector<std::size_t> LoadTimeline::users(Duration wall) const {
  const LoadChange& change = at(wall).change;
  std::vector<std::size_t> users = change.users;
  for (std::size_t& count : users) {
    count = static_cast<std::size_t>(std::lround(change.factor * static_cast<double>(count)));
  }
  return users;
}

// Returns the arrivals until a time of the run that belongs to the leg.
double LoadTimeline::arrivals(const Leg& leg, Duration run) const {
  if (shape_->model() == LoadModel::kClosed) return 0;
  const Duration end = shape_->duration();
  const double planned =
      leg.change.level ? *leg.change.level * seconds_of(std::min(run, end) - std::min(leg.run, end))
                       : shape_->arrivals(run) - leg.planned;
  return leg.arrivals + leg.change.factor * planned;
}

double LoadTimeline::arrivals(Duration wall) const { return arrivals(at(wall), run_time(wall)); }

std::optional<Duration> LoadTimeline::when(double count) const {
  const auto leg = std::find_if(legs_.rbegin(), legs_.rend() - 1,
                                [count](const Leg& one) { return one.arrivals <= count; });
  const LoadChange& change = leg->change;
  if (change.paused) return std::nullopt;
  const double planned = (count - leg->arrivals) / change.factor;
  Duration run = shape_->duration();
  if (!change.level) {
    run = shape_->when(leg->planned + planned).value_or(run);
  } else if (*change.level > 0) {
    const double seconds = std::min(planned / *change.level, seconds_of(kMaxDuration));
    run = std::min(run,
                   leg->run + std::chrono::round<Duration>(std::chrono::duration<double>(seconds)));
  }
  return change.at + (std::max(leg->run, run) - leg->run);
}

double LoadTimeline::total() const { return arrivals(legs_.back(), shape_->duration()); }

}  // namespace traffic::detail
