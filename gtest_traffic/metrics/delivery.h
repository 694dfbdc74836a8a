// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gtest_traffic/metrics/live_counts.h"
#include "gtest_traffic/metrics/second_counts.h"
#include "gtest_traffic/metrics/step_seconds.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Carries the figures of a worker to the coordinator: its counts since the start, and the events
// since the previous delivery.
struct Delivery {
  LiveCounts counts;

  Seconds seconds;
  std::vector<LateRequest> late;          // requests of seconds that were delivered earlier
  std::vector<StepSeconds> steps;         // in the order of `Recorder::follow_steps`
  std::vector<DistinctFailure> failures;  // only if an observer asks for them
  std::uint64_t complete = 0;             // the seconds before this one are complete

  // Removes the events and figures since the previous delivery, after they were read.
  void clear_news() {
    seconds.clear();
    late.clear();
    for (StepSeconds& step : steps) step.clear();
    failures.clear();
  }
};

}  // namespace traffic::detail
