// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/metrics/step_counts.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// The iterations of one journey since the start, by ending.
struct LiveJourney {
  std::string name;
  JourneyStatistics counts;

  // Replaces the counts by the sum of both parts. Without histograms, the durations stay as they
  // are.
  void assign(const JourneyStatistics& measured, const JourneyStatistics& outside, Detail detail);
};

// Holds the counts since the start of a run, with the warm-up: of one worker, or of all. Observers
// can keep a copy. The histograms are filled only if an observer asks for them.
struct LiveCounts {
  std::vector<StepRow> steps;
  std::vector<LiveJourney> journeys;
  std::uint64_t dropped = 0;       // arrivals that were due but never started
  std::uint64_t active_users = 0;  // now
  std::uint64_t loop_stalls = 0;   // stalls of the generator: see GeneratorHealth
  Duration longest_stall{0};

  std::uint64_t requests() const;  // without STEP blocks, as `errors`
  std::uint64_t errors() const;
  std::uint64_t journeys_started() const;
  std::uint64_t journeys_completed() const;

  void merge(const LiveCounts& other);
  void clear();  // retains the steps and journeys, with zeros
};

}  // namespace traffic::detail
