// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/control.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gtest_traffic/load/course.h"

namespace traffic::detail {
namespace {

constexpr double kStep = 0.1;
constexpr Duration kBurst = std::chrono::seconds(1);

// Removes the rounding error of adding tenths.
double tidy(double factor) { return std::round(factor * 1e9) / 1e9; }

std::string minutes_and_seconds(Duration run) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(run).count();
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace

void LoadControl::pause_or_resume(Time now) {
  const std::lock_guard lock(mutex_);
  LoadChange change = changes_.empty() ? LoadChange{} : changes_.back();
  change.paused = !change.paused;
  add(now, change);
}

void LoadControl::change_level(Time now, Step step, double planned_users) {
  const std::lock_guard lock(mutex_);
  LoadChange change = changes_.empty() ? LoadChange{} : changes_.back();
  const double by = std::max(kStep, planned_users >= 1 ? 1 / planned_users : 0);
  const double wanted = tidy(change.factor + (step == Step::kUp ? by : -by));
  if (wanted < kLowest || wanted > kHighest) return;
  change.factor = wanted;
  add(now, change);
}

void LoadControl::close() { closed_.store(true, std::memory_order_relaxed); }

void LoadControl::add(Time now, LoadChange change) {
  if (closed()) return;
  change.at = std::max(Duration(0), Duration(now + kAhead - start_));
  if (!changes_.empty()) change.at = std::max(change.at, changes_.back().at);
  changes_.push_back(change);
  count_.store(changes_.size(), std::memory_order_release);
}

std::vector<LoadChange> LoadControl::changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

std::vector<std::string> notes_of(const std::vector<LoadChange>& changes, const Course& course,
                                  LoadModel model) {
  std::vector<std::string> notes;
  LoadChange before;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const LoadChange& change = changes[i];
    const std::string time = minutes_and_seconds(course.run_time(change.at));
    const bool last = i + 1 == changes.size();
    if (change.paused != before.paused) {
      if (change.paused && last) {
        notes.push_back(fmt::format("at {} the run was paused by hand, and never resumed", time));
      } else if (!change.paused) {
        notes.push_back(
            fmt::format("at {} the run was paused by hand; the pause is not in its time", time));
      }
    }
    const bool burst =
        !last && changes[i + 1].at - change.at < kBurst && changes[i + 1].paused == change.paused;
    if (burst) {
      before.paused = change.paused;
      continue;
    }
    if (change.factor != before.factor) {
      notes.push_back(fmt::format(
          "at {} the {} by hand to {:.3g} times what was planned", time,
          model == LoadModel::kOpen ? "rate was changed" : "number of users was changed",
          change.factor));
    }
    before = change;
  }
  return notes;
}

}  // namespace traffic::detail
