// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/metric.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// What the series tells of one stretch of the measured time. What came back after the run's end
// belongs to its last stretch.
struct Stretch {
  double from = 0, to = 0;  // seconds since the start of the run
  double seconds = 0;       // of the rows in it
  std::uint64_t started = 0, requests = 0, errors = 0;
  Distribution response_time;

  double value(const Metric& metric) const;  // in the metric's unit
};

struct Windows {
  double seconds = 0;  // of each: as asked, or more where the rows are longer
  std::vector<Stretch> all;
};

// Cuts the measured time into windows of whole rows; a rest shorter than a window counts to the
// last. None when the measured time is shorter than one.
Windows windows_of(const Report& report, Duration length);

// Sums up the measured rows of a stage; of no seconds when there are none.
Stretch during_stage(const Report& report, const std::string& stage);

// Sums up the measured rows that begin no earlier than `delay` after a stage of that name, until
// the next.
Stretch after_stage(const Report& report, const std::string& stage, Duration delay);

std::vector<std::string> stages_of(const Report& report);  // each once

}  // namespace traffic
