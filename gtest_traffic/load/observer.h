// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Watches load runs of this process: the console, the report files. Called on the thread that runs
// the load.
class LoadObserver {
 public:
  virtual ~LoadObserver() = default;
  virtual void started(const LoadPlan&) {}
  virtual void ticked(const LiveView&) {}  // about once per second
  virtual void finished(const Report&) {}
};

// Adds an observer for the life of the process; before the first run. Not thread-safe.
void add_load_observer(std::unique_ptr<LoadObserver> observer);

const std::vector<std::unique_ptr<LoadObserver>>& load_observers();

}  // namespace traffic
