// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/report/files/report_json.h"

namespace traffic::detail::compare {
namespace {

void add_times(RunResult& out, const std::string& benchmark, const std::string& prefix,
               const Histogram& times) {
  if (times.count() == 0) return;
  const auto add = [&](const char* name, double value) {
    out.figures[{benchmark, prefix + name}] = {value, "ms"};
  };
  add("mean", ms_of(times.mean()));
  add("p50", ms_of(times.at(50)));
  add("p90", ms_of(times.at(90)));
  add("p95", ms_of(times.at(95)));
  add("p99", ms_of(times.at(99)));
}

// Returns the fields of a CSV line. Quoted fields can contain commas and doubled quotes.
std::vector<std::string> fields(std::string_view line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"')
        out.back() += line[i++];
      else
        quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      out.emplace_back();
    } else {
      out.back() += line[i];
    }
  }
  return out;
}

// Tells whether a row of Locust counts no request. Its times are then zero.
bool is_row_without_request(const std::vector<std::string>& columns,
                            const std::vector<std::string>& row) {
  const auto at = std::find_if(columns.begin(), columns.end(), [](const std::string& column) {
    return column == "Request Count" || column == "# requests";
  });
  return at != columns.end() && row[static_cast<std::size_t>(at - columns.begin())] == "0";
}

std::string locust_unit(std::string_view column) {
  if (column.ends_with("/s")) return "/s";
  return column.ends_with("Response Time") || column.ends_with("%") ? "ms" : "";
}

}  // namespace

Expected<RunResult> read_report(std::string_view text) {
  const auto report = report_from_json(text);
  if (!report) return report.error();
  if (report->verdict == Verdict::kInvalid || !report->invalid_because.empty())
    return Error{fmt::format("the run was invalid: {}", report->invalid_because)};
  RunResult out;
  const auto add = [&](const std::string& name, const StepStatistics& step) {
    if (step.requests == 0) {
      out.left_out.push_back(fmt::format("'{}' has no requests", name));
      return;
    }
    add_times(out, name, "response_time_ms.", step.response_time);
    add_times(out, name, "service_time_ms.", step.service_time);
    out.figures[{name, "error_rate"}] = {step.error_rate().fraction(), ""};
  };
  add(report->name, report->total);
  if (report->total.requests > 0) {
    out.figures[{report->name, "request_rate"}] = {report->request_rate().per_second(), "/s"};
    out.figures[{report->name, "achieved_rate"}] = {report->achieved_rate().per_second(), "/s"};
  }
  for (const auto& [name, step] : report->steps) add(report->name + "/" + name, step);
  return out;
}

Expected<RunResult> read_locust(std::string_view csv) {
  RunResult out;
  std::vector<std::string> columns;
  std::set<std::string> names;
  std::size_t number = 0;
  for (std::string_view line : split(csv, '\n')) {
    ++number;
    line = trim(line);
    if (line.empty()) continue;
    auto row = fields(line);
    if (columns.empty()) {
      columns = std::move(row);
      continue;
    }
    if (row.size() != columns.size()) {
      return Error{
          fmt::format("line {} has {} fields; expected {}", number, row.size(), columns.size())};
    }
    const std::string name(trim(row[0] + " " + row[1]));
    if (!names.insert(name).second) {
      return Error{
          fmt::format("line {} repeats '{}'; give each run in its own file", number, name)};
    }
    if (is_row_without_request(columns, row)) {
      out.left_out.push_back(fmt::format("'{}' has no requests", name));
      continue;
    }
    for (std::size_t i = 2; i < row.size(); ++i) {
      // Counts grow with the duration, and sizes do not measure speed.
      if (columns[i].ends_with("Count") || columns[i].starts_with("# ") ||
          columns[i].ends_with("Size") || row[i].empty() || row[i] == "N/A") {
        continue;
      }
      double value = 0;
      const auto [end, code] = std::from_chars(row[i].data(), row[i].data() + row[i].size(), value);
      if (code != std::errc() || end != row[i].data() + row[i].size() || !std::isfinite(value)) {
        return Error{
            fmt::format("line {} has '{}' as {}; expected a number", number, row[i], columns[i])};
      }
      out.figures[{name, columns[i]}] = {value, locust_unit(columns[i])};
    }
  }
  return out;
}

}  // namespace traffic::detail::compare
