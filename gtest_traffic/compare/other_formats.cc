// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/report/files/report_json.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

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
    if (step.requests == 0) return;
    add_times(out, name, "response_time_ms.", step.response_time);
    add_times(out, name, "service_time_ms.", step.service_time);
    out.figures[{name, "error_rate"}] = {step.error_rate().fraction(), ""};
  };
  add(report->name, report->total);
  out.figures[{report->name, "request_rate"}] = {report->request_rate().per_second(), "/s"};
  out.figures[{report->name, "achieved_rate"}] = {report->achieved_rate().per_second(), "/s"};
  for (const auto& [name, step] : report->steps) add(report->name + "/" + name, step);
  return out;
}

Expected<RunResult> read_k6(const json::object& document) {
  RunResult out;
  for (const auto& metric : document.at("metrics").get_object()) {
    const json::object* members = metric.value().if_object();
    if (members == nullptr) return Error{fmt::format("metric '{}' is not an object", metric.key())};
    // handleSummary() nests the figures, --summary-export does not.
    if (const auto* values = members->if_contains("values"); values && values->is_object())
      members = &values->get_object();
    if (metric.key() == "vus" || metric.key() == "vus_max") continue;
    for (const auto& figure : *members) {
      const std::string name(figure.key());
      const auto number = number_in(figure.value());
      // Counts grow with the duration, so only their rates are comparable.
      if (!number || name == "count" || name == "passes" || name == "fails") continue;
      if (!std::isfinite(*number))
        return Error{fmt::format("metric '{}' has no finite {}", metric.key(), name)};
      const bool trend = name != "rate" && name != "value";
      out.figures[{metric.key(), name}] = {*number, trend ? "ms" : ""};
    }
  }
  return out;
}

Expected<RunResult> read_locust(std::string_view csv) {
  RunResult out;
  std::vector<std::string> columns;
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
    for (std::size_t i = 2; i < row.size(); ++i) {
      // Counts grow with the duration, and sizes do not measure speed.
      if (columns[i].ends_with("Count") || columns[i].ends_with("Size") || row[i] == "N/A")
        continue;
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
