// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/compare/metric.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::compare {

struct Figure {
  double value = 0;                             // finite
  std::string unit;                             // "" if the source has no unit
  std::optional<Better> better = std::nullopt;  // if the source tells it; else its name does
};

// Tells which values of a metric are better.
Better better(const MetricName& name, const Figure& figure);

// Holds the measurements of one process, which is the unit of comparison: repetitions in one
// process share its memory layout and environment. Repetitions give one figure, their median.
struct RunResult {
  std::string source;                          // a file, for messages
  std::map<std::string, std::string> context;  // host, date, build, if in the source
  std::map<MetricName, Figure> figures;
  std::vector<std::string> left_out;  // rows without a measurement, with their reasons
};

// Parses a result: Google Benchmark's JSON (one or several consecutive runs), report.json of this
// library, Locust's stats.csv, k6's summary JSON, or a run of a history. Errors name `source`.
// Returns an error for other formats and for results without figures.
Expected<std::vector<RunResult>> parse_results(std::string_view text, const std::string& source);

// Reads a file, or each result in a folder: its report.json, else its *.json and *_stats.csv.
Expected<std::vector<RunResult>> read_results(const std::filesystem::path& path);

// Reads several paths and reports all mistakes at once. A repeated path is a mistake.
Expected<std::vector<RunResult>> read_all(std::span<const std::string> paths);

}  // namespace traffic::detail::compare
