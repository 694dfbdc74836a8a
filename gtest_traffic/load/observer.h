// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/metrics/capacity.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// One second of a load, with what its observers may keep of it.
struct LoadSecond {
  const SeriesRow& row;
  const std::vector<Recorder::StepBrief>& steps;  // since the start
  const std::vector<DistinctFailure>& failures;   // of this second
};

// Watches load runs of this process: the console, the report files. Called on the thread that runs
// the load.
class LoadObserver {
 public:
  virtual ~LoadObserver() = default;
  // Tells whether `measured` is wanted; asked before each run.
  virtual bool wants_measurements() const { return false; }
  // The report holds the run's name, begin and configuration.
  virtual void started(const LoadPlan&, const Report&) {}
  // Called ten times per second, to hear what a person at the terminal wants.
  virtual void attend(LoadControl&) {}
  // Something else was written to the terminal.
  virtual void disturbed() {}
  virtual void ticked(const LiveView&) {}      // about once per second
  virtual void measured(const LoadSecond&) {}  // after each `ticked`
  virtual void finished(const Report&) {}
  // A search for the highest rate ends each of its loads with the first instead of `finished`, and
  // itself with `finished` for the load of the highest rate, if any met the gates, and the second.
  virtual void tried(const CapacityStep&) {}
  virtual void found(const Capacity&) {}
};

// Adds an observer for the life of the process; before the first run. Not thread-safe.
void add_load_observer(std::unique_ptr<LoadObserver> observer);

// Removes them all, for a process that has its own way to tell of its loads. Not thread-safe.
void remove_load_observers();

const std::vector<std::unique_ptr<LoadObserver>>& load_observers();

// What the observers want to know of each second.
Recorder::Detail wanted_detail();

}  // namespace traffic
