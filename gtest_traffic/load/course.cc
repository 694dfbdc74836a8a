// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/course.h"

#include <algorithm>
#include <utility>

namespace traffic::detail {

Course::Course(Shape shape) : shape_(std::move(shape)) {}

void Course::change(const LoadChange& change) {
  const Duration run = run_time(change.at);
  legs_.push_back({.wall = change.at,
                   .run = run,
                   .arrivals = arrivals(change.at),
                   .planned = shape_.arrivals(run),
                   .factor = change.factor,
                   .paused = change.paused});
}

const Course::Leg& Course::at(Duration wall) const {
  const auto leg = std::find_if(legs_.rbegin(), legs_.rend() - 1,
                                [wall](const Leg& one) { return one.wall <= wall; });
  return *leg;
}

Duration Course::run_time(Duration wall) const {
  const Leg& leg = at(wall);
  return leg.paused ? leg.run : leg.run + (wall - leg.wall);
}

std::optional<Duration> Course::wall_time(Duration run) const {
  const auto leg = std::find_if(legs_.rbegin(), legs_.rend() - 1,
                                [run](const Leg& one) { return one.run <= run; });
  if (leg->paused && run > leg->run) return std::nullopt;
  return leg->wall + (run - leg->run);
}

double Course::level(Duration wall) const {
  const Leg& leg = at(wall);
  return leg.factor * shape_.level(run_time(wall));
}

double Course::arrivals(Duration wall) const {
  const Leg& leg = at(wall);
  return leg.arrivals + leg.factor * (shape_.arrivals(run_time(wall)) - leg.planned);
}

std::optional<Duration> Course::when(double count) const {
  const auto leg = std::find_if(legs_.rbegin(), legs_.rend() - 1,
                                [count](const Leg& one) { return one.arrivals <= count; });
  if (leg->paused) return std::nullopt;
  const double planned = leg->planned + (count - leg->arrivals) / leg->factor;
  const Duration run = std::max(leg->run, shape_.when(planned).value_or(shape_.duration()));
  return leg->wall + (run - leg->run);
}

double Course::total() const {
  const Leg& last = legs_.back();
  return last.arrivals + last.factor * (shape_.arrivals(shape_.duration()) - last.planned);
}

}  // namespace traffic::detail
