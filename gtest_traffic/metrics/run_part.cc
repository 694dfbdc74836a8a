// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/run_part.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace traffic::detail {
namespace {

constexpr double kTolerance = 1e-6;  // seconds: tolerance for sums of row lengths
constexpr double kShort = 0.05;      // seconds: a last row may be shorter by this

const std::vector<SeriesRow>& rows_of(const Report& report, const std::string& step) {
  static const Series kNoRows;
  if (step.empty()) return report.series.rows();
  const auto found = report.step_series.find(step);
  return (found == report.step_series.end() ? kNoRows : found->second).rows();
}

double begin_of(const SeriesRow& row) { return row.second - row.length; }

// The measured time, in seconds since the start of the run.
struct Measured {
  explicit Measured(const Report& report)
      : from(seconds_of(report.warm_up)), to(from + seconds_of(report.elapsed)) {}
  bool has(const SeriesRow& row) const { return begin_of(row) >= from - kTolerance; }
  bool ended_before(const SeriesRow& row) const { return begin_of(row) >= to - kTolerance; }
  double from, to;
};

void add(RunPart& part, const SeriesRow& row, const Measured& measured) {
  if (!measured.ended_before(row)) {
    const double end = std::min(row.second, measured.to);
    if (part.seconds == 0) part.from = begin_of(row);
    part.to = end;
    part.seconds += end - begin_of(row);
  }
  part.started += row.started;
  part.requests += row.requests;
  part.errors += row.errors;
  part.response_time.merge(row.response_time);
}

void append(RunPart& part, const RunPart& next) {
  if (next.seconds > 0) part.to = next.to;
  part.seconds += next.seconds;
  part.started += next.started;
  part.requests += next.requests;
  part.errors += next.errors;
  part.response_time.merge(next.response_time);
}

}  // namespace

double RunPart::value(const Metric& metric) const {
  const auto all = static_cast<double>(requests);
  const auto failed = static_cast<double>(errors);
  switch (metric.kind) {
    case Metric::Kind::kPercentile:
      return seconds_of(response_time.at(metric.percentile));
    case Metric::Kind::kMean:
      return seconds_of(response_time.mean());
    case Metric::Kind::kMax:
      return seconds_of(response_time.max());
    case Metric::Kind::kErrorRate:
      return all > 0 ? failed / all : 0;
    case Metric::Kind::kChecks:
      return all > 0 ? 1 - failed / all : 0;
    case Metric::Kind::kErrors:
      return failed;
    case Metric::Kind::kAchievedRate:
      return seconds > 0 ? static_cast<double>(started) / seconds : 0;
    case Metric::Kind::kRequestRate:
      return seconds > 0 ? all / seconds : 0;
    case Metric::Kind::kRequests:
      return all;
    case Metric::Kind::kDropped:
      break;  // rejected earlier
  }
  return std::numeric_limits<double>::quiet_NaN();
}

bool has_series(const Report& report, const std::string& step) {
  return step.empty() || report.step_series.count(step) > 0;
}

Windows windows_of(const Report& report, Duration length, const std::string& step) {
  Windows windows;
  const std::vector<SeriesRow>& rows = rows_of(report, step);
  if (rows.empty()) return windows;
  const double row_seconds = std::max(1.0, std::round(rows.front().length));
  const auto rows_in_window =
      static_cast<std::size_t>(std::ceil(seconds_of(length) / row_seconds - kTolerance));
  windows.seconds = row_seconds * static_cast<double>(rows_in_window);

  const Measured measured(report);
  RunPart open;  // the current window
  std::size_t rows_in_open = 0;
  for (const SeriesRow& row : rows) {
    if (!measured.has(row)) continue;
    if (rows_in_open == rows_in_window && !measured.ended_before(row)) {
      windows.all.push_back(std::move(open));
      open = {};
      rows_in_open = 0;
    }
    if (!measured.ended_before(row)) ++rows_in_open;
    add(open, row, measured);
  }
  if (rows_in_open == rows_in_window && open.seconds >= windows.seconds - kShort) {
    windows.all.push_back(std::move(open));
  } else if (!windows.all.empty()) {
    append(windows.all.back(), open);
  }
  return windows;
}

RunPart during_stage(const Report& report, const std::string& stage, const std::string& step) {
  const Measured measured(report);
  RunPart part;
  for (const SeriesRow& row : rows_of(report, step)) {
    if (measured.has(row) && row.stage == stage) add(part, row, measured);
  }
  return part;
}

RunPart after_stage(const Report& report, const std::string& stage, Duration delay,
                    const std::string& step) {
  const Measured measured(report);
  RunPart part;
  std::optional<double> since;
  for (const SeriesRow& row : rows_of(report, step)) {
    if (row.stage == stage) {
      since = row.second + seconds_of(delay);
    } else if (since && begin_of(row) >= *since - kTolerance && measured.has(row)) {
      add(part, row, measured);
    }
  }
  return part;
}

std::vector<std::string> stages_of(const Report& report) {
  std::vector<std::string> names;
  for (const SeriesRow& row : report.series.rows()) {
    if (row.stage.empty()) continue;
    if (std::find(names.begin(), names.end(), row.stage) == names.end()) names.push_back(row.stage);
  }
  return names;
}

}  // namespace traffic::detail
