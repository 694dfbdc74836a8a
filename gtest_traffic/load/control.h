// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/load/shared_timeline.h"
#include "gtest_traffic/plan/load_change.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// A number of users of one class.
struct UsersOfClass {
  std::string user_class;
  std::size_t count = 0;
};

// Controls one running load: accepts changes by hand, owns the timelines that follow from them, and
// stops the run. A change takes effect 0.1 s after the call. By then all workers know about it, so
// all of them follow the same timeline. Thread-safe.
class LoadControl {
 public:
  LoadControl(Time start, const LoadPlan& plan);

  static constexpr double kLowest = 0.1, kHighest = 10;  // bounds of the factor
  static constexpr Duration kAhead = std::chrono::milliseconds(100);

  Time start() const { return start_; }

  void pause_or_resume(Time now);

  // Raises or lowers the level by one step: a tenth of the planned level, but at least one user,
  // if `planned_users` is not 0. `planned_users` is 0 if the level is a rate.
  enum class Step { kUp, kDown };
  void change_level(Time now, Step step, double planned_users);

  // Replaces the level of the shape until its end, and resets the factor. Returns an error if the
  // load has the other model (users for `set_rate`, rates for `set_users`), if the run has
  // scenarios, or if a rate, a number or a class is not valid. A class that is not named has no
  // users.
  std::optional<Error> set_rate(Time now, Rate rate);
  std::optional<Error> set_users(Time now, const std::vector<UsersOfClass>& users);

  // Stops this run, and no other. kGraceful: no new arrivals, and running journeys may finish.
  enum class Stop : int { kGraceful = 1, kNow = 2 };
  void stop(Stop how);

  // Returns the stronger of two stop levels: that of `stop` and that of the signals to the process.
  // The levels are 0, 1 and 2, as in stop_level().
  int stop_level() const {
    return std::max(stop_.load(std::memory_order_relaxed),
                    traffic::detail::stop_level().load(std::memory_order_relaxed));
  }
  bool stop_requested() const { return stop_level() > 0; }

  // Rejects later changes, because the load is ending.
  void close() { closed_.store(true, std::memory_order_relaxed); }
  bool closed() const { return closed_.load(std::memory_order_relaxed); }

  std::vector<LoadChange> changes() const;

  // Returns the timeline of the whole run.
  const LoadTimeline& timeline() const { return whole_.latest(); }

  // Adds the timeline of a load that begins at `begin`, counted from the start of the run. It lives
  // as long as this control.
  const SharedTimeline& add_timeline(const Shape& shape, Duration begin);

 private:
  LoadChange latest() const { return changes_.empty() ? LoadChange{} : changes_.back(); }
  std::optional<Error> refuse_level(LoadModel model) const;
  void add(Time now, LoadChange change);

  const Time start_;
  const bool of_scenarios_;
  const Mix mix_;
  mutable std::mutex mutex_;
  std::vector<LoadChange> changes_;
  SharedTimeline whole_;
  std::deque<SharedTimeline> parts_;
  std::atomic<bool> closed_ = false;
  std::atomic<int> stop_ = 0;
};

}  // namespace traffic::detail
