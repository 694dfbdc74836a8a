// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/report.h"

namespace traffic::detail {

enum class Grade : std::uint8_t { kGood, kAcceptable, kBetween, kPoor };

// The figures of a load that its grade depends on.
struct GradedFigures {
  double requests_per_second = 0;
  double average_ms = 0;     // of the response times
  double error_percent = 0;  // of the requests
};

GradedFigures graded_figures(const Report& report);

// Returns `good`, `acceptable`, `between acceptable and poor` or `poor`.
std::string_view to_string(Grade grade);

// A grade is good or acceptable if every figure meets its bounds, and poor if one figure is poor:
// - good: more than 100 requests/s, less than 200 ms, less than 1 %
// - acceptable: more than 50 requests/s, less than 500 ms, less than 5 %
// - poor: less than 50 requests/s, more than 1 s or more than 10 %
Grade grade_of(const GradedFigures& figures);

// Returns the grade with its figures, and a hint for each figure that is not good. Each line has a
// line end.
std::string grade_text(const GradedFigures& figures);

}  // namespace traffic::detail
