// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/metric.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// The figures of the series for one part of the measured time. Responses after the end of the run
// belong to its last part.
struct RunPart {
  double from = 0, to = 0;  // seconds since the start of the run
  double seconds = 0;       // total length of its rows
  std::uint64_t started = 0, requests = 0, errors = 0;
  Distribution response_time;

  double value(const Metric& metric) const;  // unit of the metric
};

struct Windows {
  double seconds = 0;  // length of each: as requested, or longer if the rows are longer
  std::vector<RunPart> all;
};

// Returns whether the report has a series of the step. An empty name means all requests, here and
// in the functions below.
bool has_series(const Report& report, const std::string& step);

// Divides the measured time into windows of whole rows. A remainder shorter than a window belongs
// to the last window. Returns no windows if the measured time is shorter than one.
Windows windows_of(const Report& report, Duration length, const std::string& step = {});

// Sums up the measured rows of a stage. The result has zero seconds if there are none.
RunPart during_stage(const Report& report, const std::string& stage, const std::string& step = {});

// Sums up the measured rows that start at least `delay` after a stage of that name, until its next
// start.
RunPart after_stage(const Report& report, const std::string& stage, Duration delay,
                    const std::string& step = {});

std::vector<std::string> stages_of(const Report& report);  // without duplicates

}  // namespace traffic::detail
