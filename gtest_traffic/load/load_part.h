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

namespace traffic::detail {

// One load of a run: the only load, or one of its scenarios. Belongs to the coordinator.
class LoadPart {
 public:
  explicit LoadPart(LoadPlan plan) : plan_(std::move(plan)), course_(plan_.shape) {}
  LoadPart(const LoadPart&) = delete;
  LoadPart& operator=(const LoadPart&) = delete;

  const LoadPlan& plan() const { return plan_; }

  // Starts the workers, which begin at `begin` since the start of the run. The warm-up is the
  // remaining part of the warm-up of the run.
  void launch(const LoadControl& control, Finish& finish, Duration begin, Duration warm_up);
  bool launched() const { return !crews_.empty(); }
  bool done() const { return launched() && working_.load() == 0; }

  // These functions refer to one worker by its index.
  std::size_t workers() const { return crews_.size(); }
  bool worker_done(std::size_t index) const { return crews_[index]->done; }
  const Progress& progress(std::size_t index) const { return crews_[index]->worker.progress(); }
  std::string backtrace(std::size_t index);  // see backtrace_of

  // Abandons a worker and its thread, which is parked if that is safe. This part, its control and
  // its finish must then live until the process ends.
  void leave(std::size_t index);
  bool left_any() const { return !stuck_.empty(); }

  // Applies the changes made by hand, in time since the start of the run.
  void follow(const std::vector<LoadChange>& changes);

  // These functions use the time since the start of the run.
  double arrivals(Duration wall) const;
  bool arrivals_over(Duration wall) const;
  bool begun(Duration wall) const { return launched() && wall > begin_; }

  void collect(Mailbox::News& into) const;
  void end_early() const;
  void join();

  // Adds the figures of this load. Returns the end of the measured time since the start of the run.
  Duration fold_into(Report& report) const;

  Duration begin() const { return begin_; }
  Duration measured(Duration end) const;  // duration without pauses

 private:
  LoadPlan plan_;
  Course course_;
  std::size_t followed_ = 0;
  Duration begin_{0};
  Time start_;
  // A worker and its thread.
  struct Crew {
    Crew(const LoadPlan& plan, unsigned index, Time start, const LoadControl& control)
        : worker(plan, index, start, control) {}
    LoadWorker worker;
    std::thread thread;
    std::atomic<bool> done = false;
    bool unreadable = false;  // abandoned and still running
  };
  void count_out(Crew& crew);

  std::vector<std::unique_ptr<Crew>> crews_;
  Finish* finish_ = nullptr;
  std::atomic<unsigned> working_ = 0;
  std::vector<DistinctFailure> stuck_;  // one for each abandoned worker
};

}  // namespace traffic::detail
