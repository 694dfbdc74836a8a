// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/load_worker.h"
#include "gtest_traffic/load/second_rows.h"
#include "gtest_traffic/load/step_rows.h"
#include "gtest_traffic/load/worker_latch.h"
#include "gtest_traffic/plan/load_timeline.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {

// One load of a run: the only load, or one of its scenarios. Belongs to the coordinator.
class LoadPart {
 public:
  explicit LoadPart(LoadPlan plan) : plan_(std::move(plan)) {}
  LoadPart(const LoadPart&) = delete;
  LoadPart& operator=(const LoadPart&) = delete;

  const LoadPlan& plan() const { return plan_; }

  // Starts the workers, which begin at `begin` since the start of the run. The warm-up is the
  // remaining part of the warm-up of the run.
  void launch(LoadControl& control, WorkerLatch& latch, Duration begin, Duration warm_up);
  bool launched() const { return !running_.empty(); }
  bool done() const { return launched() && working_.load() == 0; }

  // These functions refer to one worker by its index.
  std::size_t workers() const { return running_.size(); }
  bool worker_done(std::size_t index) const { return running_[index]->done; }
  const Progress& progress(std::size_t index) const { return running_[index]->worker.progress(); }
  std::string backtrace(std::size_t index);  // see backtrace_of

  // Abandons a worker and its thread, which is parked if that is safe. This part, its control and
  // its finish must then live until the process ends.
  void abandon_worker(std::size_t index);
  bool abandoned_any() const { return !stuck_.empty(); }

  // These functions use the time since the start of the run.
  double arrivals(Duration wall) const;
  bool arrivals_over(Duration wall) const;
  bool begun(Duration wall) const { return launched() && wall > begin_; }

  // The data of the workers for the coordinator.
  struct Collected {
    LiveCounts& counts;
    SecondRows& rows;
    StepRows& step_rows;
    std::vector<DistinctFailure>& failures;
  };

  // Takes the deliveries of the workers: adds their counts and their news to `into`. Returns the
  // first second that is not complete.
  std::uint64_t collect(const Collected& into) const;
  void join();

  // Adds the figures of this load. Returns the end of the measured time since the start of the run.
  Duration fold_into(Report& report) const;

  Duration begin() const { return begin_; }
  Duration measured(Duration end) const;  // duration without pauses

 private:
  LoadPlan plan_;
  const SharedTimeline* timeline_ = nullptr;  // set by `launch`
  Duration begin_{0};
  Time start_;
  // A worker and its thread.
  struct RunningWorker {
    RunningWorker(const LoadPlan& plan, unsigned index, Time start, const WorkerLinks& links)
        : worker(plan, index, start, links) {}
    LoadWorker worker;
    std::thread thread;
    std::atomic<bool> done = false;
    bool unreadable = false;  // abandoned and still running
  };
  void count_out(RunningWorker& running);

  std::vector<std::unique_ptr<RunningWorker>> running_;
  WorkerLatch* latch_ = nullptr;
  std::atomic<unsigned> working_ = 0;
  std::vector<DistinctFailure> stuck_;  // one for each abandoned worker
};

}  // namespace traffic::detail
