// SPDX-License-Identifier: Apache-2.0
// traffic_grade FILE…: grades loads by their rate, their response time and their failures.
#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/data/table.h"
#include "gtest_traffic/report/files/report_files.h"
#include "gtest_traffic/report/grade.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;

constexpr int kUnusable = 2;
constexpr std::string_view kHelp =
    "usage: traffic_grade FILE...\n"
    "\n"
    "Grades loads. A file is a report.json, its folder, or a *_stats.csv of Locust.\n"
    "good: more than 100 requests/s, an average below 200 ms, and less than 1 % failed\n"
    "acceptable: more than 50 requests/s, below 500 ms, and less than 5 %\n"
    "poor: less than 50 requests/s, or more than 1 s, or more than 10 %\n"
    "Exit code: 0 if all files were graded, whatever the grades; 2 if a file is invalid.\n";

std::optional<double> number_in(const boost::json::object& row, std::string_view column) {
  const auto* const value = row.if_contains(boost::json::string_view(column.data(), column.size()));
  if (value == nullptr || !value->is_string()) return std::nullopt;
  const boost::json::string& text = value->get_string();
  double number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last) return std::nullopt;
  return number;
}

// Returns the figures of the row `Aggregated`.
Expected<GradedFigures> read_locust(const fs::path& file) {
  const auto text = read_text_file(file);
  if (!text) return text.error();
  const Expected<Table> table = parse_csv_table(*text, file.string());
  if (!table) return table.error();
  for (const Table::Row& row : table->rows) {
    const auto* const name = row.values.if_contains("Name");
    if (name == nullptr || *name != boost::json::value("Aggregated")) continue;
    const auto requests = number_in(row.values, "Request Count");
    const auto failures = number_in(row.values, "Failure Count");
    const auto average = number_in(row.values, "Average Response Time");
    const auto rate = number_in(row.values, "Requests/s");
    if (!requests || !failures || !average || !rate) {
      return Error{fmt::format(
          "{}:{}: expected numbers in the columns Request Count, Failure Count, Average Response "
          "Time and Requests/s",
          file.string(), row.line)};
    }
    return GradedFigures{.requests_per_second = *rate,
                         .average_ms = *average,
                         .error_percent = *requests > 0 ? *failures / *requests * 100 : 0};
  }
  return Error{fmt::format("{}: expected a row with the name Aggregated, as in Locust's _stats.csv",
                           file.string())};
}

Expected<GradedFigures> read_figures(const fs::path& file) {
  if (file.extension() == ".csv") return read_locust(file);
  const Expected<Report> report = read_report(file);
  if (!report) return report.error();
  return graded_figures(*report);
}

int run(const std::vector<std::string>& arguments) {
  std::vector<std::string> files;
  for (const std::string& argument : arguments) {
    if (argument == "--help") {
      fmt::print("{}", kHelp);
      return 0;
    }
    if (argument.starts_with('-')) {
      fmt::print(stderr, "traffic_grade: option '{}' is unknown; see --help\n", argument);
      return kUnusable;
    }
    files.push_back(argument);
  }
  if (files.empty()) {
    fmt::print(stderr, "traffic_grade: expected FILE...; see --help\n");
    return kUnusable;
  }
  int code = 0;
  for (const std::string& file : files) {
    const Expected<GradedFigures> figures = read_figures(file);
    if (figures) {
      fmt::print("{}\n{}", file, grade_text(*figures));
    } else {
      fmt::print(stderr, "traffic_grade: {}\n", figures.error().message);
      code = kUnusable;
    }
  }
  return code;
}

}  // namespace
}  // namespace traffic::detail

int main(int argc, char** argv) { return traffic::detail::run({argv + 1, argv + argc}); }
