// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/load/load_change.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

class Course;

// Takes changes by hand to a load that runs. A change takes effect a tenth of a second after it was
// made, by when every worker knows of it: so all of them follow the same course. Thread-safe.
class LoadControl {
 public:
  explicit LoadControl(Time start) : start_(start) {}

  static constexpr double kLowest = 0.1, kHighest = 10;  // of the factor
  static constexpr Duration kAhead = std::chrono::milliseconds(100);

  Time start() const { return start_; }

  void pause_or_resume(Time now);

  // Raises or lowers the level by a step: a tenth of what is planned, but one of `planned_users` at
  // least; 0 where the level is a rate.
  enum class Step { kUp, kDown };
  void change_level(Time now, Step step, double planned_users);

  // Takes no more changes: the load is ending.
  void close();
  bool closed() const { return closed_.load(std::memory_order_relaxed); }

  // Counts the changes so far; costs next to nothing.
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

// Says what was changed, and when by the run's time: a run that was steered by hand is another
// experiment. Steps that follow one another within a second are told as one.
std::vector<std::string> notes_of(const std::vector<LoadChange>& changes, const Course& course,
                                  LoadModel model);

}  // namespace traffic
