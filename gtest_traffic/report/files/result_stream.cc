// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/result_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <system_error>
#include <utility>

#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/report/files/json_parts.h"
#include "gtest_traffic/report/files/json_text.h"

namespace traffic::detail {
namespace {

namespace json = boost::json;

// Writes the members of a row that late requests change.
json::object late_object(const SeriesRow& late) {
  return {{"second", late.second},
          {"started", late.started},
          {"requests", late.requests},
          {"errors", late.errors},
          {"bytes_received", late.bytes_received},
          {"response_time", late.response_time.encode()}};
}

SeriesRow read_late(const JsonReader& in) {
  SeriesRow late;
  late.second = in.number("second");
  late.started = in.count("started");
  late.requests = in.count("requests");
  late.errors = in.count("errors", late.requests);
  late.bytes_received = in.count("bytes_received");
  late.response_time = in.distribution("response_time");
  return late;
}

StepStatistics statistics(const JsonReader& in) {
  StepStatistics out;
  out.requests = out.attempts = in.count("requests");
  out.errors = in.count("errors", out.requests);
  out.bytes_received = in.count("bytes_received");
  out.is_block = in.flag("is_block");
  for (const auto& bucket : in.distribution("response_time").buckets()) {
    out.response_time.record(bucket.lowest + (bucket.highest - bucket.lowest) / 2, bucket.count);
  }
  return out;
}

void read_head(const JsonReader& in, Report& report) {
  if (in.text("schema") != kStreamSchema) {
    in.fail("schema", fmt::format("\"{}\", the format of results.jsonl,", kStreamSchema));
  }
  report.name = in.text("name");
  report.began = static_cast<std::int64_t>(in.count("began_unix_seconds", INT64_MAX));
  report.model = in.text("model") == "closed" ? LoadModel::kClosed : LoadModel::kOpen;
  report.request_paced = in.flag("request_paced");
  report.generator.workers = static_cast<unsigned>(in.count("workers", UINT_MAX));
  const auto configuration = in.object("configuration");
  for (const auto& key : configuration.keys()) {
    report.configuration.emplace_back(key, configuration.text(key));
  }
}

void add_late(const JsonReader& in, Report& report) {
  const SeriesRow late = read_late(in);
  const double last = report.series.rows().empty() ? 0 : report.series.rows().back().second;
  if (!(late.second >= 1 && late.second <= last + 0.5)) {
    return in.fail("second", "a second of an earlier line");
  }
  report.series.add_late(static_cast<std::size_t>(std::lround(late.second)) - 1, late);
  if (late.second - 0.5 < seconds_of(report.warm_up)) return;
  report.started += late.started;
  if (report.model == LoadModel::kClosed) report.offered += static_cast<double>(late.started);
}

void read_second(const JsonReader& in, Report& report) {
  if (in.has("late")) {
    for (const auto& one : in.objects("late")) add_late(one, report);
  }
  const SeriesRow row = read_row(in.object("second"));
  const Duration length(std::llround(row.length * 1e9));
  if (row.warm_up) {
    report.warm_up += length;
  } else {
    report.elapsed += length;
    report.started += row.started;
    report.offered += report.model == LoadModel::kOpen ? row.offered_rate * row.length
                                                       : static_cast<double>(row.started);
  }
  report.generator.peak_users = std::max(report.generator.peak_users, row.active_users);
  report.series.add(row);
  const auto steps = in.object("steps");
  for (const auto& name : steps.keys()) {
    const StepStatistics step = statistics(steps.object(name));
    report.steps[name].merge(step);
    if (!step.is_block) report.total.merge(step);
  }
  for (const auto& one : in.objects("failures")) report.add_failure(read_failure(one));
}

}  // namespace

ResultStream::~ResultStream() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<Error> ResultStream::open(const std::string& path, const Report& head) {
  path_ = path;
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
  json::object configuration;
  for (const auto& [key, value] : head.configuration) configuration[key] = value;
  std::string line;
  append_json(line, json::object{{"schema", kStreamSchema},
                                 {"name", head.name},
                                 {"began_unix_seconds", head.began},
                                 {"model", head.model == LoadModel::kOpen ? "open" : "closed"},
                                 {"request_paced", head.request_paced},
                                 {"workers", head.generator.workers},
                                 {"configuration", std::move(configuration)}});
  return write(std::move(line));
}

std::optional<Error> ResultStream::add(const SeriesRow& row, std::span<const SeriesRow> late,
                                       std::span<const StepRow> steps,
                                       std::span<const DistinctFailure> failures) {
  if (descriptor_ < 0) return std::nullopt;
  json::array late_rows;
  for (const SeriesRow& one : late) late_rows.push_back(late_object(one));
  json::object changed;
  for (const StepRow& step : steps) {
    const StepCounts& now = step.measured;
    Written& then = written_[*step.name];
    if (now.requests == then.requests) continue;
    Distribution times(now.response_time);
    changed[*step.name] = {{"requests", now.requests - then.requests},
                           {"errors", now.errors - then.errors},
                           {"bytes_received", now.bytes_received - then.bytes_received},
                           {"is_block", step.is_block},
                           {"response_time", times.since(then.response_time).encode()}};
    then = {now.requests, now.errors, now.bytes_received, std::move(times)};
  }
  json::array failed;
  for (const DistinctFailure& failure : failures) failed.push_back(failure_object(failure));
  std::string line;
  append_json(line, json::object{{"second", row_object(row)},
                                 {"late", std::move(late_rows)},
                                 {"steps", std::move(changed)},
                                 {"failures", std::move(failed)}});
  return write(std::move(line));
}

std::optional<Error> ResultStream::write(std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (descriptor_ >= 0 && !rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      break;
    }
  }
  if (rest.empty()) return std::nullopt;
  const int code = errno;
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  return Error{fmt::format("cannot write '{}': {}; the run continues without it", path_,
                           std::generic_category().message(code))};
}

Expected<Report> report_from_stream(std::string_view text) {
  Report report;
  std::size_t number = 0, seconds = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;  // the last line is incomplete
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    ++number;
    boost::json::error_code code;
    const auto value = parse_json(line, code);
    if (code) {
      return Error{fmt::format("line {} is not JSON ({}); expected a results.jsonl", number,
                               code.message())};
    }
    std::optional<Error> error;
    const JsonReader in(value, "", error);
    if (number == 1) {
      read_head(in, report);
    } else {
      read_second(in, report);
      ++seconds;
    }
    if (error) return Error{fmt::format("line {}: {}", number, error->message)};
  }
  if (number == 0) return Error{"contains no complete line; expected a results.jsonl"};
  report.interrupted = true;
  report.verdict = Verdict::kInvalid;
  report.invalid_because = fmt::format(
      "the run did not finish; this report is made from {} rows of its stream", seconds);
  return report;
}

}  // namespace traffic::detail
