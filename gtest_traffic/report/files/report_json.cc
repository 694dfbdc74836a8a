// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/report_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/report/files/json_parts.h"
#include "gtest_traffic/report/files/json_text.h"

namespace traffic::detail {
namespace {

namespace json = boost::json;

json::object times(const Histogram& histogram) {
  return {{"min", ms_of(histogram.min())},      {"mean", ms_of(histogram.mean())},
          {"p50", ms_of(histogram.at(50))},     {"p90", ms_of(histogram.at(90))},
          {"p95", ms_of(histogram.at(95))},     {"p99", ms_of(histogram.at(99))},
          {"p99_9", ms_of(histogram.at(99.9))}, {"max", ms_of(histogram.max())}};
}

json::object counts(const std::map<int, std::uint64_t>& statuses) {
  json::object out;
  for (const auto& [status, count] : statuses) out[std::to_string(status)] = count;
  return out;
}

json::object counts(const std::map<std::string, std::uint64_t>& failures) {
  json::object out;
  for (const auto& [failure, count] : failures) out[failure] = count;
  return out;
}

void append_step(json::object& out, const StepStatistics& step, Duration elapsed) {
  out["requests"] = step.requests;
  out["errors"] = step.errors;
  out["error_rate"] = step.error_rate().fraction();
  out["request_rate"] =
      elapsed > Duration{0} ? static_cast<double>(step.requests) / seconds_of(elapsed) : 0.0;
  out["attempts"] = step.attempts;
  out["redirects"] = step.redirects;
  out["replaced_connections"] = step.replaced_connections;
  out["bytes_sent"] = step.bytes_sent;
  out["bytes_received"] = step.bytes_received;
  out["statuses"] = counts(step.statuses);
  out["no_response"] = counts(step.failures);
  out["response_time_ms"] = times(step.response_time);
  out["service_time_ms"] = times(step.service_time);
  out["lateness_ms"] = times(step.lateness);
  out["histograms"] = {{"response_time", step.response_time.encode()},
                       {"service_time", step.service_time.encode()},
                       {"lateness", step.lateness.encode()}};
}

json::object steps(const Report& report) {
  json::object out;
  for (const auto& [name, step] : report.steps) {
    json::object row{{"is_block", step.is_block}};
    append_step(row, step, report.elapsed);
    out[name] = std::move(row);
  }
  return out;
}

json::object set_up(const Report& report) {
  json::object out;
  append_step(out, report.set_up, report.elapsed);
  return out;
}

json::object unmeasured(const Report& report) {
  const auto object = [](const Report::Unmeasured::Requests& part) {
    return json::object{{"requests", part.requests}, {"errors", part.errors}, {"sent", part.sent}};
  };
  const auto& [warm_up, after_end, clean_up, stopped] = report.unmeasured;
  return {{"warm_up", object(warm_up)},
          {"after_end", object(after_end)},
          {"set_up", object({report.set_up.requests, report.set_up.errors, report.set_up.sent()})},
          {"clean_up", object(clean_up)},
          {"stopped", object(stopped)}};
}

json::object journeys(const Report& report) {
  json::object out;
  for (const auto& [name, journey] : report.journeys) {
    out[name] = {{"started", journey.started},
                 {"completed", journey.completed},
                 {"failed", journey.failed},
                 {"skipped", journey.skipped},
                 {"interrupted", journey.interrupted},
                 {"duration_ms", times(journey.duration)},
                 {"histograms", {{"duration", journey.duration.encode()}}}};
  }
  return out;
}

json::array failures(const Report& report) {
  json::array out;
  for (const auto& failure : report.failures) out.push_back(failure_object(failure));
  return out;
}

json::array gates(const Report& report) {
  json::array out;
  for (const auto& gate : report.gates) {
    out.push_back(
        {{"gate", gate.gate}, {"verdict", to_string(gate.verdict)}, {"detail", gate.detail}});
  }
  return out;
}

json::object addresses(const GeneratorHealth& health) {
  json::object out;
  for (const auto& [address, count] : health.addresses) out[address] = count;
  return out;
}

json::object generator(const GeneratorHealth& health) {
  return {{"workers", health.workers},
          {"cpu_seconds", health.cpu_seconds},
          {"cpu_share", health.cpu_share},
          {"peak_users", health.peak_users},
          {"refused_users", health.refused_users},
          {"late_arrivals", health.late_arrivals},
          {"connections_opened", health.connections_opened},
          {"addresses", addresses(health)},
          {"parked_users", health.parked_users},
          {"loop_stalls", health.loop_stalls},
          {"longest_stall_ms", ms_of(health.longest_stall)},
          {"loop_lag_ms", times(health.loop_lag)},
          {"user_wait_ms", times(health.user_wait)},
          {"host_stall_ms", times(health.host_stall)},
          {"cap_wait_ms", times(health.cap_wait)},
          {"connect_ms", times(health.connect_time)},
          {"steal_share", health.steal_share},
          {"histograms",
           {{"loop_lag", health.loop_lag.encode()},
            {"user_wait", health.user_wait.encode()},
            {"host_stall", health.host_stall.encode()},
            {"cap_wait", health.cap_wait.encode()},
            {"connect", health.connect_time.encode()}}}};
}

json::array rows_of(const Series& series) {
  json::array out;
  for (const auto& row : series.rows()) out.push_back(row_object(row));
  return out;
}

json::object step_series(const Report& report) {
  json::object out;
  for (const auto& [name, series] : report.step_series) out[name] = rows_of(series);
  return out;
}

json::object configuration(const Report& report) {
  json::object out;
  for (const auto& [key, value] : report.configuration) out[key] = value;
  return out;
}

}  // namespace

json::object failure_object(const DistinctFailure& failure) {
  return {{"count", failure.count},
          {"journey", failure.journey},
          {"step", failure.step},
          {"file", failure.file},
          {"line", failure.line},
          {"cause", redactor().redact(failure.cause)},
          {"headline", headline(failure)},
          {"message", redactor().redact(failure.message)},
          {"examples", json::array(failure.examples.begin(), failure.examples.end())},
          {"outside", failure.outside}};
}

json::object row_object(const SeriesRow& row) {
  const Distribution& times = row.response_time;
  return {{"second", row.second},
          {"length", row.length},
          {"stage", row.stage},
          {"warm_up", row.warm_up},
          {"offered_rate", row.offered_rate},
          {"started", row.started},
          {"requests", row.requests},
          {"errors", row.errors},
          {"active_users", row.active_users},
          {"bytes_received", row.bytes_received},
          {"p50_ms", ms_of(times.at(50))},
          {"p90_ms", ms_of(times.at(90))},
          {"p99_ms", ms_of(times.at(99))},
          {"max_ms", ms_of(times.max())},
          {"response_time", times.encode()}};
}

std::string to_json(const Report& report) {
  json::object out{{"schema", kReportSchema},
                   {"name", report.name},
                   {"verdict", to_string(report.verdict)},
                   {"invalid_because", report.invalid_because},
                   {"interrupted", report.interrupted},
                   {"model", report.model == LoadModel::kOpen ? "open" : "closed"},
                   {"request_paced", report.request_paced},
                   {"began_unix_seconds", report.began},
                   {"elapsed_seconds", seconds_of(report.elapsed)},
                   {"warm_up_seconds", seconds_of(report.warm_up)},
                   {"offered", report.offered},
                   {"started", report.started},
                   {"dropped", report.dropped},
                   {"unfinished", report.unfinished},
                   {"offered_rate", report.offered_rate().per_second()},
                   {"achieved_rate", report.achieved_rate().per_second()}};
  append_step(out, report.total, report.elapsed);
  out["steps"] = steps(report);
  out["set_up"] = set_up(report);
  out["unmeasured"] = unmeasured(report);
  out["sent"] = report.sent();
  out["journeys"] = journeys(report);
  out["failures"] = failures(report);
  out["gates"] = gates(report);
  out["notes"] = json::array(report.notes.begin(), report.notes.end());
  out["generator"] = generator(report.generator);
  out["series"] = rows_of(report.series);
  out["step_series"] = step_series(report);
  out["configuration"] = configuration(report);
  std::string text;
  append_json(text, out);
  return text + "\n";
}

}  // namespace traffic::detail
