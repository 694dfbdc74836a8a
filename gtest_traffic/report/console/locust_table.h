// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/metrics/step_counts.h"

namespace traffic::detail {

// Renders the statistics of a run as Locust prints them: one row for each step, and one row for all
// requests. The counts and times are those since the start, in milliseconds. Not thread-safe.
class LocustTable {
 public:
  // Renders the steps after `elapsed`, with the rates since the previous call. The steps need their
  // histograms.
  std::string now(std::span<const StepRow> steps, Duration elapsed);

  // Renders the steps with the rates since the start.
  static std::string whole(std::span<const StepRow> steps, Duration elapsed);

 private:
  struct Seen {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
  };
  std::map<std::string, Seen> seen_;
  Duration last_{0};
};

}  // namespace traffic::detail
