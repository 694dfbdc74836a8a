// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/load/load_change.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

class Course;

// Accepts changes by hand to a running load. A change takes effect 0.1 s after the call. By then
// all workers know about it, so all of them follow the same timeline. Thread-safe.
class LoadControl {
 public:
  explicit LoadControl(Time start) : start_(start) {}

  static constexpr double kLowest = 0.1, kHighest = 10;  // bounds of the factor
  static constexpr Duration kAhead = std::chrono::milliseconds(100);

  Time start() const { return start_; }

  void pause_or_resume(Time now);

  // Raises or lowers the level by one step: a tenth of the planned level, but at least one of
  // `planned_users`. `planned_users` is 0 if the level is a rate.
  enum class Step { kUp, kDown };
  void change_level(Time now, Step step, double planned_users);

  // Rejects later changes, because the load is ending.
  void close();
  bool closed() const { return closed_.load(std::memory_order_relaxed); }

  // Returns the number of changes so far. Cheap enough to call in each turn of a loop.
  std::size_t count() const { return count_.load(std::memory_order_acquire); }
  std::vector<LoadChange> changes() const;

 private:
  void add(Time now, LoadChange change);

  const Time start_;
  mutable std::mutex mutex_;
  std::vector<LoadChange> changes_;
  std::atomic<std::size_t> count_ = 0;
  std::atomic<bool> closed_ = false;
};

// Describes each change and its time in the run, because a run with changes by hand is a different
// experiment. Steps within a second of each other are reported as one.
std::vector<std::string> notes_of(const std::vector<LoadChange>& changes, const Course& course,
                                  LoadModel model);

}  // namespace traffic::detail
