// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gtest_traffic/base/location.h"
#include "gtest_traffic/metrics/report.h"
#include "gtest_traffic/metrics/sample.h"

namespace traffic {

// Collects the samples of one worker thread. After a step's first sample nothing is allocated; interning a
// known name is a pointer-keyed look-up. Belongs to one thread; `fold_into` after that thread is done.
class Recorder {
 public:
  explicit Recorder(std::vector<std::string> journeys);

  // Returns the id of a step's row; `prefix` is the method ("GET") or empty for a STEP block.
  StepId intern(std::string_view prefix, std::string_view name);
  std::string_view step_name(StepId step) const;

  // Only samples whose intended start lies in [from, to) count; the rest go to the series alone.
  void measure_from(Time from);
  void measure_until(Time to);

  void record(const Sample& sample);
  void record_set_up(const Sample& sample);
  
  void journey_started(JourneyId journey, Time intended);
  enum class Ending { kCompleted, kFailed, kSkipped, kInterrupted };
  void journey_ended(JourneyId journey, Time intended, Duration took, Ending ending);

  // Counts one failed check under (journey, step, file, line); returns true while its example is wanted,
  // in which case `add_example` takes the whole text.
  bool count_failure(JourneyId journey, std::string_view step, std::string_view file, int line,
                     std::string_view message);
  void add_example(std::string text);

  // What happened since the last call: for the console and the series.
  struct Interval {
    std::uint64_t started = 0, completed = 0, requests = 0, errors = 0, bytes_received = 0;
    Histogram response_time;
    void merge(const Interval& other);
  };
  void take_interval(Interval& into);  // merges into `into`, then starts anew

  // Cumulative per-step figures for the live view; a cheap copy without histograms.
  struct StepBrief { std::string name; std::uint64_t requests = 0, errors = 0; Duration total_time{0}; };
  void brief(std::vector<StepBrief>& into) const;

  void fold_into(Report& report) const;
};

}  // namespace traffic
