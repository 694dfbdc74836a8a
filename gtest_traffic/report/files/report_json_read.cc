// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/value.hpp>
#include <charconv>
#include <climits>
#include <cstdint>

#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/report/files/json_parts.h"
#include "gtest_traffic/report/files/json_reader.h"
#include "gtest_traffic/report/files/report_json.h"

namespace traffic::detail {
namespace {

constexpr double kSecond = 1e9;

Verdict verdict(const JsonReader& in, std::string_view key) {
  const auto text = in.text(key);
  for (const auto verdict : {Verdict::kPass, Verdict::kFail, Verdict::kInvalid}) {
    if (text == to_string(verdict)) return verdict;
  }
  in.fail(key, "pass, fail or invalid");
  return Verdict::kInvalid;
}

std::map<int, std::uint64_t> statuses(const JsonReader& in) {
  std::map<int, std::uint64_t> out;
  for (const auto& key : in.keys()) {
    int status = 0;
    const auto [end, code] = std::from_chars(key.data(), key.data() + key.size(), status);
    if (code != std::errc() || end != key.data() + key.size() || status < 0 || status > 999) {
      in.fail_key(key, "a status from 0 to 999");
      break;
    }
    out[status] = in.count(key);
  }
  return out;
}

Report::Unmeasured unmeasured(const JsonReader& in) {
  const auto requests = [&](std::string_view key) {
    const auto part = in.object(key);
    Report::Unmeasured::Requests out;
    out.requests = part.count("requests");
    out.errors = part.count("errors", out.requests);
    out.sent = part.count("sent");
    return out;
  };
  return {.warm_up = requests("warm_up"),
          .after_end = requests("after_end"),
          .clean_up = requests("clean_up"),
          .stopped = requests("stopped")};
}

StepStatistics step(const JsonReader& in) {
  StepStatistics out;
  out.requests = in.count("requests");
  out.errors = in.count("errors", out.requests);
  out.attempts = in.count("attempts");
  if (in.has("redirects")) out.redirects = in.count("redirects");
  if (in.has("replaced_connections")) {
    out.replaced_connections = in.count("replaced_connections");
  }
  out.bytes_sent = in.count("bytes_sent");
  out.bytes_received = in.count("bytes_received");
  out.statuses = statuses(in.object("statuses"));
  const auto no_response = in.object("no_response");
  for (const auto& key : no_response.keys()) out.failures[key] = no_response.count(key);
  const auto histograms = in.object("histograms");
  out.response_time = histograms.histogram("response_time");
  out.service_time = histograms.histogram("service_time");
  out.lateness = histograms.histogram("lateness");
  return out;
}

JourneyStatistics journey(const JsonReader& in) {
  JourneyStatistics out;
  out.started = in.count("started");
  out.completed = in.count("completed");
  out.failed = in.count("failed");
  out.skipped = in.count("skipped");
  out.interrupted = in.count("interrupted");
  out.duration = in.object("histograms").histogram("duration");
  return out;
}

GeneratorHealth generator(const JsonReader& in) {
  GeneratorHealth out;
  out.workers = static_cast<unsigned>(in.count("workers", UINT_MAX));
  out.cpu_seconds = in.number("cpu_seconds");
  out.cpu_share = in.number("cpu_share");
  out.peak_users = in.count("peak_users");
  out.refused_users = in.count("refused_users");
  out.steal_share = in.number("steal_share");
  out.late_arrivals = in.count("late_arrivals");
  out.connections_opened = in.count("connections_opened");
  if (in.has("addresses")) {
    const JsonReader addresses = in.object("addresses");
    for (const std::string& address : addresses.keys()) {
      out.addresses[address] = addresses.count(address);
    }
  }
  out.parked_users = in.count("parked_users");
  out.loop_stalls = in.count("loop_stalls");
  out.longest_stall = in.duration("longest_stall_ms", 1e6);
  const auto histograms = in.object("histograms");
  out.loop_lag = histograms.histogram("loop_lag");
  out.user_wait = histograms.histogram("user_wait");
  out.cap_wait = histograms.histogram("cap_wait");
  out.host_stall = histograms.histogram("host_stall");
  out.connect_time = histograms.histogram("connect");
  return out;
}

void read_head(const JsonReader& in, Report& out) {
  if (in.text("schema") != kReportSchema) {
    in.fail("schema",
            fmt::format("\"{}\", the format of this version of gtest_traffic,", kReportSchema));
  }
  out.name = in.text("name");
  out.verdict = verdict(in, "verdict");
  out.invalid_because = in.text("invalid_because");
  out.interrupted = in.flag("interrupted");
  const auto model = in.text("model");
  if (model != "open" && model != "closed") in.fail("model", "open or closed");
  out.model = model == "closed" ? LoadModel::kClosed : LoadModel::kOpen;
  out.request_paced = in.flag("request_paced");
  out.began = static_cast<std::int64_t>(in.count("began_unix_seconds", INT64_MAX));
  out.elapsed = in.duration("elapsed_seconds", kSecond);
  out.warm_up = in.duration("warm_up_seconds", kSecond);
  out.offered = in.number("offered");
  out.started = in.count("started");
  out.dropped = in.count("dropped");
  if (in.has("unfinished")) out.unfinished = in.count("unfinished");
}

Series series(const JsonReader& in, const std::string& key) {
  std::vector<SeriesRow> rows;
  for (const auto& row : in.objects(key)) rows.push_back(read_row(row));
  return Series::from_rows(std::move(rows));
}

void read_parts(const JsonReader& in, Report& out) {
  const auto steps = in.object("steps");
  for (const auto& name : steps.keys()) {
    const auto row = steps.object(name);
    auto& added = out.steps[name] = step(row);
    added.is_block = row.flag("is_block");
  }
  const auto journeys = in.object("journeys");
  for (const auto& name : journeys.keys()) out.journeys[name] = journey(journeys.object(name));
  for (const auto& row : in.objects("failures")) out.failures.push_back(read_failure(row));
  for (const auto& row : in.objects("gates")) {
    out.gates.push_back({row.text("gate"), verdict(row, "verdict"), row.text("detail")});
  }
  out.notes = in.texts("notes");
  out.series = series(in, "series");
  if (in.has("step_series")) {
    const auto of_steps = in.object("step_series");
    for (const auto& name : of_steps.keys()) out.step_series[name] = series(of_steps, name);
  }
  const auto configuration = in.object("configuration");
  for (const auto& key : configuration.keys()) {
    out.configuration.emplace_back(key, configuration.text(key));
  }
}

}  // namespace

DistinctFailure read_failure(const JsonReader& in) {
  DistinctFailure out;
  out.count = in.count("count");
  out.journey = in.text("journey");
  out.step = in.text("step");
  out.file = in.text("file");
  out.line = static_cast<int>(in.count("line", INT_MAX));
  if (in.has("cause")) out.cause = in.text("cause");
  out.message = in.text("message");
  out.examples = in.texts("examples");
  if (in.has("outside")) out.outside = in.count("outside", out.count);
  return out;
}

SeriesRow read_row(const JsonReader& in) {
  SeriesRow out;
  out.second = in.number("second");
  out.length = in.number("length");
  out.stage = in.text("stage");
  out.warm_up = in.flag("warm_up");
  out.offered_rate = in.number("offered_rate");
  out.started = in.count("started");
  out.requests = in.count("requests");
  out.errors = in.count("errors");
  out.active_users = in.count("active_users");
  out.bytes_received = in.count("bytes_received");
  out.response_time = in.distribution("response_time");
  return out;
}

Expected<Report> report_from_json(std::string_view text) {
  boost::json::error_code code;
  const auto document = parse_json(text, code);
  if (code) {
    return Error{fmt::format("report: not valid JSON ({}); expected a complete report.json",
                             code.message())};
  }
  std::optional<Error> error;
  const JsonReader in(document, "", error);
  Report report;
  read_head(in, report);
  if (!error) {
    report.total = step(in);
    report.set_up = step(in.object("set_up"));
    if (in.has("unmeasured")) report.unmeasured = unmeasured(in.object("unmeasured"));
    report.generator = generator(in.object("generator"));
    read_parts(in, report);
  }
  if (error) return std::move(*error);
  return report;
}

}  // namespace traffic::detail
