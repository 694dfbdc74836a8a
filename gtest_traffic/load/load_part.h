// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/course.h"
#include "gtest_traffic/load/finish.h"
#include "gtest_traffic/load/load_worker.h"
#include "gtest_traffic/load/plan.h"

namespace traffic {

// One load of a run: the only one, or one of its scenarios. Belongs to the coordinator.
class LoadPart {
 public:
  explicit LoadPart(LoadPlan plan) : plan_(std::move(plan)), course_(plan_.shape) {}

  const LoadPlan& plan() const { return plan_; }

  // Starts its workers, which begin at `begin` since the run's start; the warm-up is what is left
  // of the run's.
  void launch(const LoadControl& control, Finish& finish, Duration begin, Duration warm_up);
  bool launched() const { return !workers_.empty(); }
  bool done() const { return launched() && working_.load() == 0; }

  // Follows what was changed by hand, by the time since the run's start.
  void follow(const std::vector<LoadChange>& changes);

  // Tell what is due, by the time since the run's start.
  double arrivals(Duration wall) const;
  bool arrivals_over(Duration wall) const;
  bool begun(Duration wall) const { return launched() && wall > begin_; }

  void collect(Mailbox::News& into) const;
  void end_early() const;
  void join();

  // Adds its figures; returns the end of what was measured, since the run's start.
  Duration fold_into(Report& report) const;

  Duration begin() const { return begin_; }
  Duration measured(Duration end) const;  // how long it was, without pauses

 private:
  LoadPlan plan_;
  Course course_;
  std::size_t followed_ = 0;
  Duration begin_{0};
  Time start_;
  std::vector<std::unique_ptr<LoadWorker>> workers_;
  std::vector<std::thread> threads_;
  std::atomic<unsigned> working_ = 0;
};

}  // namespace traffic
