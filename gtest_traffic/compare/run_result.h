// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/compare/metric.h"

namespace traffic::compare {

struct Figure {
  double value = 0;  // finite
  std::string unit;  // "" where the source names none
};

// What one run of a process measured: the unit of comparison, since what one process repeats shares
// its memory layout, its neighbours and its luck. Repetitions are one figure, their median.
struct RunResult {
  std::string source;                          // a file, for messages
  std::map<std::string, std::string> context;  // host, date, build, where the source tells
  std::map<MetricName, Figure> figures;
};

// Reads a result: Google Benchmark's JSON (one run, or several one after the other), our
// report.json, Locust's stats.csv, k6's summary JSON, or a run of a history. `source` names it in
// errors. Anything else, and what holds no figure, is an error that says why.
Expected<std::vector<RunResult>> parse_results(std::string_view text, const std::string& source);

// Reads a file, or each result in a folder (its report.json, else its *.json and *_stats.csv).
Expected<std::vector<RunResult>> read_results(const std::filesystem::path& path);

// Reads several; every mistake is told at once, and a file given twice is one.
Expected<std::vector<RunResult>> read_all(std::span<const std::string> paths);

}  // namespace traffic::compare
