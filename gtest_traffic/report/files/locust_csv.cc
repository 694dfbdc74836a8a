// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/locust_csv.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/report/step_type.h"

namespace traffic::detail {
namespace {

constexpr std::array kPercentiles = {50.0, 66.0, 75.0, 80.0,  90.0, 95.0,
                                     98.0, 99.0, 99.9, 99.99, 100.0};
constexpr std::string_view kPercentileNames = "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";

using Fields = std::vector<std::string>;

// Appends a line in the format of Python's csv.writer with its defaults, which quotes a field only
// if necessary.
void add_line(std::string& out, const Fields& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) out += ',';
    if (fields[i].find_first_of(",\"\r\n") == std::string::npos) {
      out += fields[i];
      continue;
    }
    out += '"';
    for (const char c : fields[i]) out.append(c == '"' ? 2 : 1, c);
    out += '"';
  }
  out += "\r\n";
}

std::string number(double value) { return fmt::format("{}", std::isfinite(value) ? value : 0.0); }
std::string number(std::uint64_t value) { return fmt::format("{}", value); }
std::string whole_ms(Duration duration) { return fmt::format("{}", std::llround(ms_of(duration))); }

double ratio(double count, double of) { return of > 0 ? count / of : 0; }

template <class Times>  // Histogram or Distribution
void add_percentiles(Fields& fields, const Times& times) {
  for (const double percentile : kPercentiles) {
    fields.push_back(times.count() == 0 ? "N/A" : whole_ms(times.at(percentile)));
  }
}

bool is_block(const Report& report, std::string_view step) {
  const StepStatistics* const found = report.step(step);
  return found != nullptr && found->is_block;
}

void add_stats(std::string& out, std::pair<std::string, std::string> who,
               const StepStatistics& step, double seconds) {
  const auto requests = static_cast<double>(step.requests);
  const Histogram& times = step.response_time;
  Fields fields = {std::move(who.first),
                   std::move(who.second),
                   number(step.requests),
                   number(step.errors),
                   whole_ms(times.at(50)),
                   number(ms_of(times.mean())),
                   number(ms_of(times.min())),
                   number(ms_of(times.max())),
                   number(ratio(static_cast<double>(step.bytes_received), requests)),
                   number(ratio(requests, seconds)),
                   number(ratio(static_cast<double>(step.errors), seconds))};
  add_percentiles(fields, times);
  add_line(out, fields);
}

std::string stats(const Report& report) {
  std::string out = fmt::format(
      "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,"
      "Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,{}\r\n",
      kPercentileNames);
  const double seconds = seconds_of(report.elapsed);
  for (const auto& [name, step] : report.steps) {
    add_stats(out, type_and_name(name, step.is_block), step, seconds);
  }
  add_stats(out, {"", "Aggregated"}, report.total, seconds);
  return out;
}

std::string history(const Report& report) {
  std::string out = fmt::format(
      "Timestamp,User Count,Type,Name,Requests/s,Failures/s,{},Total Request Count,"
      "Total Failure Count,Total Median Response Time,Total Average Response Time,"
      "Total Min Response Time,Total Max Response Time,Total Average Content Size\r\n",
      kPercentileNames);
  SeriesRow sum;
  for (const SeriesRow& row : report.series.rows()) {
    sum.append(row);
    const Distribution& times = sum.response_time;
    const auto buckets = times.buckets();
    Fields fields = {fmt::format("{}", report.began + std::llround(row.second)),
                     number(row.active_users),
                     "",
                     "Aggregated",
                     fmt::format("{:.6f}", ratio(static_cast<double>(row.requests), row.length)),
                     fmt::format("{:.6f}", ratio(static_cast<double>(row.errors), row.length))};
    add_percentiles(fields, times);
    for (std::string& field : Fields{number(sum.requests), number(sum.errors),
                                     whole_ms(times.at(50)), number(ms_of(times.mean())),
                                     number(buckets.empty() ? 0.0 : ms_of(buckets.front().lowest)),
                                     number(ms_of(times.max())),
                                     number(ratio(static_cast<double>(sum.bytes_received),
                                                  static_cast<double>(sum.requests)))}) {
      fields.push_back(std::move(field));
    }
    add_line(out, fields);
  }
  return out;
}

bool is_exception(const DistinctFailure& failure) {
  return failure.message.find("C++ exception") != std::string::npos &&
         failure.message.find(" thrown in ") != std::string::npos;
}

// Returns the text of a failure on one line.
std::string one_line(std::string_view message) {
  std::string out;
  for (const std::string_view line : split(message, '\n')) {
    const std::string_view text = trim(line);
    if (!text.empty()) out += (out.empty() ? "" : " ") + printable(text);
  }
  return redactor().redact(out);
}

// A failure with its cause on one line, so that the lines of one check differ.
std::string error_of(const DistinctFailure& failure) {
  const std::string text = one_line(failure.message);
  return failure.cause.empty()
             ? text
             : fmt::format("{} ({})", text, printable(redactor().redact(failure.cause)));
}

std::string failures(const Report& report) {
  std::string out = "Method,Name,Error,Occurrences\r\n";
  for (const DistinctFailure& failure : report.failures) {
    if (is_exception(failure)) continue;
    auto [type, name] = type_and_name(failure.step, is_block(report, failure.step));
    if (name.empty()) name = failure.journey;
    add_line(out, {type, name, error_of(failure), number(failure.count)});
  }
  return out;
}

std::string exceptions(const Report& report) {
  std::string out = "Count,Message,Traceback,Nodes\r\n";
  for (const DistinctFailure& failure : report.failures) {
    if (!is_exception(failure)) continue;
    add_line(out, {number(failure.count), error_of(failure),
                   fmt::format("{}:{}: {}", failure.file, failure.line, failure.journey), "local"});
  }
  return out;
}

}  // namespace

LocustCsv locust_csv(const Report& report) {
  return {stats(report), history(report), failures(report), exceptions(report)};
}

std::vector<std::string> locust_csv_names(const std::string& prefix) {
  return {prefix + "stats.csv", prefix + "stats_history.csv", prefix + "failures.csv",
          prefix + "exceptions.csv"};
}

std::optional<Error> write_locust_csv(const ReportFolder& folder, const std::string& prefix,
                                      const Report& report) {
  const LocustCsv csv = locust_csv(report);
  const std::vector<std::string> names = locust_csv_names(prefix);
  if (auto error = folder.write(names[0], csv.stats)) return error;
  if (auto error = folder.write(names[1], csv.history)) return error;
  if (auto error = folder.write(names[2], csv.failures)) return error;
  return folder.write(names[3], csv.exceptions);
}

}  // namespace traffic::detail
