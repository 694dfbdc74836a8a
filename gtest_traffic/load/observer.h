// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "gtest_traffic/capacity.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// One second of a load, with the data that its observers may keep.
struct LoadSecond {
  const SeriesRow& row;
  const std::vector<SeriesRow>& late;            // requests that belong to rows before
  const LiveCounts& counts;                      // since the start
  const std::vector<DistinctFailure>& failures;  // since the row before; the first has the text
};

// Observes the load runs of this process, for example for the console or the report files. Called
// on the thread that runs the load.
class LoadObserver {
 public:
  virtual ~LoadObserver() = default;
  // Returns the detail that the observer needs in `measured`, which is called for more than
  // kCounts. Called before each run.
  virtual Detail wanted() const { return Detail::kCounts; }
  // The report holds the name, the begin and the configuration of the run.
  virtual void started(const LoadPlan&, const Report&) {}
  // Called ten times per second, to read the keys of a person at the terminal.
  virtual void attend(LoadControl&) {}
  // Called after other output was written to the terminal.
  virtual void disturbed() {}
  virtual void ticked(const LiveView&) {}      // about once per second
  virtual void measured(const LoadSecond&) {}  // after each `ticked`
  virtual void finished(const Report&) {}
  // A search for the highest rate calls `tried` instead of `finished` for each of its loads. At its
  // end, it calls `finished` for the load of the highest rate, if any met the gates, and `found`.
  virtual void tried(const CapacityStep&) {}
  virtual void found(const Capacity&) {}
};

// Adds an observer until the process ends. Call it before the first run. Not thread-safe.
void add_load_observer(std::unique_ptr<LoadObserver> observer);

// Removes all observers, for a process that reports its loads in another way. Not thread-safe.
void remove_load_observers();

const std::vector<std::unique_ptr<LoadObserver>>& load_observers();

// Returns the detail that the observers need in each second.
Detail wanted_detail();

}  // namespace traffic::detail
