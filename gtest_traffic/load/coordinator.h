// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "gtest_traffic/journey/last_resort.h"
#include "gtest_traffic/load/abort_watch.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/host_cpu.h"
#include "gtest_traffic/load/host_stall.h"
#include "gtest_traffic/load/load_part.h"
#include "gtest_traffic/load/progress_collector.h"
#include "gtest_traffic/load/sequence.h"
#include "gtest_traffic/load/watchdog.h"
#include "gtest_traffic/load/worker_latch.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Runs the loads of a plan on the calling thread: launches their workers, forwards changes made by
// hand, and the stop, to the workers, and collects the figures of each second.
class Coordinator {
 public:
  // The report receives the series and, in `conclude`, all other figures.
  Coordinator(const LoadPlan& plan, Report& report);

  // Returns when all workers have ended or are abandoned.
  void run();

  // Adds the figures of the workers to the report, and judges it.
  void conclude();

 private:
  // The state that workers use. It outlives an abandoned worker.
  struct Shared {
    Shared(Time start, const LoadPlan& plan);
    LoadControl control;
    WorkerLatch latch;
    ProgressCollector::Parts parts;
  };

  // `wall` is the time since the start of the run.
  void supervise(Duration wall);
  void collect(Duration wall, bool done);

  const LoadPlan* plan_;
  Report* report_;
  Time start_;
  HostCpu cpu_before_;
  HostStall stall_;
  std::shared_ptr<Shared> shared_;
  LoadControl& control_;
  Sequence sequence_;
  Watchdog watchdog_;
  AbortWatch watch_;
  ProgressCollector collector_;
  Time tick_;                              // when the next row may be due
  double seconds_run_ = 0;                 // wall time until the last journey ended
  std::optional<LastResort> last_resort_;  // if a worker was abandoned
};

}  // namespace traffic::detail
