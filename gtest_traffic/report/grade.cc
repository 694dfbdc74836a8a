// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/grade.h"

#include <fmt/format.h>

#include <algorithm>

namespace traffic::detail {
namespace {

Grade of_rate(double per_second) {
  if (per_second > 100) return Grade::kGood;
  if (per_second > 50) return Grade::kAcceptable;
  return per_second < 50 ? Grade::kPoor : Grade::kBetween;
}

Grade of_average(double ms) {
  if (ms < 200) return Grade::kGood;
  if (ms < 500) return Grade::kAcceptable;
  return ms > 1000 ? Grade::kPoor : Grade::kBetween;
}

Grade of_errors(double percent) {
  if (percent < 1) return Grade::kGood;
  if (percent < 5) return Grade::kAcceptable;
  return percent > 10 ? Grade::kPoor : Grade::kBetween;
}

}  // namespace

GradedFigures graded_figures(const Report& report) {
  return {.requests_per_second = report.request_rate().per_second(),
          .average_ms = ms_of(report.total.response_time.mean()),
          .error_percent = report.error_rate().fraction() * 100};
}

std::string_view to_string(Grade grade) {
  switch (grade) {
    case Grade::kGood:
      return "good";
    case Grade::kAcceptable:
      return "acceptable";
    case Grade::kBetween:
      return "between acceptable and poor";
    case Grade::kPoor:
      break;
  }
  return "poor";
}

// The worst figure decides.
Grade grade_of(const GradedFigures& figures) {
  return std::max({of_rate(figures.requests_per_second), of_average(figures.average_ms),
                   of_errors(figures.error_percent)});
}

std::string grade_text(const GradedFigures& figures) {
  std::string text =
      fmt::format("grade: {} ({:.1f} requests/s, average {:.1f} ms, {:.2f} % failed)\n",
                  to_string(grade_of(figures)), figures.requests_per_second, figures.average_ms,
                  figures.error_percent);
  if (of_average(figures.average_ms) != Grade::kGood) {
    text += "  high response times: check the connections to the database, and caching\n";
  }
  if (of_errors(figures.error_percent) != Grade::kGood) {
    text += "  high failure rate: check the error logs and the limits on resources\n";
  }
  if (of_rate(figures.requests_per_second) != Grade::kGood) {
    text +=
        "  low rate of requests: check the use of CPU and memory, and the limits on connections; "
        "with few users, the load itself can be the limit\n";
  }
  return text;
}

}  // namespace traffic::detail
