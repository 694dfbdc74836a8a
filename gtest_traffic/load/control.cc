// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/control.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gtest_traffic/plan/descriptor_limit.h"

namespace traffic::detail {
namespace {

constexpr double kStep = 0.1;

// Removes the rounding error of adding tenths.
double tidy(double factor) { return std::round(factor * 1e9) / 1e9; }

}  // namespace

LoadControl::LoadControl(Time start, const LoadPlan& plan)
    : start_(start),
      of_scenarios_(plan.of_scenarios),
      mix_(plan.mix),
      whole_(plan.shape, Duration(0)) {}

void LoadControl::pause_or_resume(Time now) {
  const std::lock_guard lock(mutex_);
  LoadChange change = latest();
  change.paused = !change.paused;
  add(now, std::move(change));
}

void LoadControl::change_level(Time now, Step step, double planned_users) {
  const std::lock_guard lock(mutex_);
  LoadChange change = latest();
  const double by = std::max(kStep, planned_users >= 1 ? 1 / planned_users : 0);
  const double wanted = tidy(change.factor + (step == Step::kUp ? by : -by));
  if (wanted < kLowest || wanted > kHighest) return;
  change.factor = wanted;
  add(now, std::move(change));
}

std::optional<Error> LoadControl::refuse_level(LoadModel model) const {
  if (of_scenarios_) return Error{"a run of scenarios has no single level; change its factor"};
  if (timeline().shape().model() == model) return std::nullopt;
  return Error{model == LoadModel::kOpen ? "the load has a number of users, not a rate"
                                         : "the load has a rate, and no number of users"};
}

std::optional<Error> LoadControl::set_rate(Time now, Rate rate) {
  if (auto error = refuse_level(LoadModel::kOpen)) return error;
  if (!(rate.per_second() >= 0 && rate.per_second() <= kMaxRate)) {
    return Error{fmt::format("a rate of {} is not possible; use 0 to 10 million per second",
                             to_string(rate))};
  }
  const std::lock_guard lock(mutex_);
  add(now, {.paused = latest().paused, .level = rate.per_second()});
  return std::nullopt;
}

std::optional<Error> LoadControl::set_users(Time now, const std::vector<UsersOfClass>& users) {
  if (auto error = refuse_level(LoadModel::kClosed)) return error;
  std::vector<std::size_t> counts(mix_.user_classes());
  double sum = 0;
  for (const UsersOfClass& one : users) {
    const std::optional<std::size_t> user_class = mix_.find_user_class(one.user_class);
    if (!user_class) {
      return Error{fmt::format("no journey of the mix is of a user class '{}'", one.user_class)};
    }
    counts[*user_class] = one.count;
    sum += static_cast<double>(one.count);
  }
  if (sum > kMaxUsers) return Error{fmt::format("{} users are too many; use 0 to 1 million", sum)};
  if (auto error = refuse_users(sum)) return error;
  const std::lock_guard lock(mutex_);
  add(now, {.paused = latest().paused, .level = sum, .users = std::move(counts)});
  return std::nullopt;
}

void LoadControl::stop(Stop how) {
  int before = stop_.load(std::memory_order_relaxed);
  const int wanted = static_cast<int>(how);
  while (before < wanted && !stop_.compare_exchange_weak(before, wanted)) {
  }
}

void LoadControl::add(Time now, LoadChange change) {
  if (closed()) return;
  change.at = std::max(Duration(0), Duration(now + kAhead - start_));
  if (!changes_.empty()) change.at = std::max(change.at, changes_.back().at);
  whole_.change(change);
  for (SharedTimeline& part : parts_) part.change(change);
  changes_.push_back(std::move(change));
}

const SharedTimeline& LoadControl::add_timeline(const Shape& shape, Duration begin) {
  const std::lock_guard lock(mutex_);
  SharedTimeline& part = parts_.emplace_back(shape, begin);
  for (const LoadChange& change : changes_) part.change(change);
  return part;
}

std::vector<LoadChange> LoadControl::changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

}  // namespace traffic::detail
