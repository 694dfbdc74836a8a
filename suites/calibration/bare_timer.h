// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <thread>
#include <vector>

#include "fixtures/freeze.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/metrics/histogram.h"

namespace traffic {

// An arrival of a load, since the run's start.
struct IdealArrival {
  Duration due{0};
  Duration answered{0};  // on a machine that never stalls
};

// Returns the arrivals of an open load that so many users share, each served in turn.
std::vector<IdealArrival> arrivals_of(const LoadPlan& plan, std::size_t users,
                                      const fixtures::Freeze& freeze);

// Shows how much this machine lengthens response times, whatever the generator does. A thread that
// only sleeps is woken when each arrival is due and when it is answered.
class BareTimer {
 public:
  struct Times {
    Histogram response_time;  // of the arrivals
    Duration worst{0};        // that one of them took longer
  };

  // Starts at once.
  explicit BareTimer(std::vector<IdealArrival> arrivals);

  Times finish();  // when the last arrival is answered

 private:
  void run();

  std::vector<IdealArrival> arrivals_;
  Times times_;
  std::jthread thread_;
};

}  // namespace traffic
