// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/json_log.h"

#include <cmath>

#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/report/files/json_text.h"
#include "gtest_traffic/report/verdict_text.h"

namespace traffic::detail {
namespace {

// Rounds to whole microseconds, which are precise enough and keep log lines short.
double rounded_ms(Duration duration) {
  return std::round(std::chrono::duration<double, std::micro>(duration).count()) / 1000;
}

double rounded_seconds(Duration duration) { return rounded_ms(duration) / 1000; }

// Builds one line, member by member.
class Line {
 public:
  Line(WallTime time, std::string_view level, std::string_view event) {
    out_.reserve(256);
    out_ += '{';
    text("time", rfc3339(time)).text("level", level).text("event", event);
  }

  Line& text(std::string_view key, std::string_view value) {
    name(key);
    append_json_string(out_, value);
    return *this;
  }
  // Adds a text from outside of this library, without its secrets.
  Line& said(std::string_view key, std::string_view value) {
    return text(key, without_secrets(value));
  }
  Line& number(std::string_view key, double value) {
    name(key);
    append_json_number(out_, value);
    return *this;
  }
  Line& count(std::string_view key, std::uint64_t value) {
    name(key);
    out_ += std::to_string(value);
    return *this;
  }
  Line& flag(std::string_view key, bool value) {
    name(key);
    out_ += value ? "true" : "false";
    return *this;
  }
  Line& texts(std::string_view key,
              const std::vector<std::pair<std::string, std::string>>& members) {
    name(key);
    out_ += '{';
    for (const auto& [member, value] : members) said(member, value);
    out_ += '}';
    return *this;
  }

  std::string end() && { return std::move(out_) + "}\n"; }

 private:
  void name(std::string_view key) {
    if (out_.back() != '{') out_ += ',';
    append_json_string(out_, key);
    out_ += ':';
  }

  std::string out_;
};

}  // namespace

std::string log_run_started(WallTime time, std::string_view name, std::string_view target,
                            const std::vector<std::pair<std::string, std::string>>& configuration) {
  Line line(time, "info", "run-started");
  line.said("name", name).said("target", target).texts("configuration", configuration);
  return std::move(line).end();
}

std::string log_statistics(WallTime time, const LiveView& view) {
  Line line(time, "info", "statistics");
  line.said("name", view.name).said("stage", view.stage).flag("warm_up", view.warm_up);
  line.number("elapsed_s", rounded_seconds(view.elapsed))
      .number("offered_rate", view.offered.per_second());
  line.count("started", view.started)
      .count("requests", view.requests())
      .count("errors", view.errors());
  line.number("request_rate", view.request_rate.per_second());
  line.number("success_rate", view.success_rate().fraction());
  line.count("journeys_started", view.counts.journeys_started());
  line.count("journeys_completed", view.counts.journeys_completed());
  line.number("journey_rate", view.journey_rate.per_second());
  line.count("active_users", view.counts.active_users);
  line.number("p50_ms", rounded_ms(view.p50))
      .number("p90_ms", rounded_ms(view.p90))
      .number("p99_ms", rounded_ms(view.p99));
  return std::move(line).end();
}

std::string log_request(WallTime time, const RequestLog& request) {
  Line line(time, "debug", "request");
  line.said("journey", request.journey).said("step", request.step);
  line.text("method", request.method).said("url", request.url);
  line.count("status", request.status > 0 ? static_cast<std::uint64_t>(request.status) : 0);
  line.number("duration_ms", rounded_ms(request.duration));
  line.count("attempts", request.attempts > 0 ? static_cast<std::uint64_t>(request.attempts) : 0);
  if (!request.trace.empty()) line.text("trace", request.trace);
  if (!request.error.empty()) line.said("error", request.error);
  return std::move(line).end();
}

std::string log_test(WallTime time, std::string_view name, TestResult result, Duration took) {
  constexpr std::string_view kResults[] = {"passed", "failed", "skipped", "flaky"};
  Line line(time,
            result == TestResult::kFailed  ? "error"
            : result == TestResult::kFlaky ? "warning"
                                           : "info",
            "test");
  line.said("test", name).text("result", kResults[static_cast<std::size_t>(result)]);
  line.number("duration_ms", rounded_ms(took));
  return std::move(line).end();
}

std::string log_message(WallTime time, std::string_view level, std::string_view text) {
  Line line(time, level, "message");
  line.said("message", text);
  return std::move(line).end();
}

std::string log_failure(WallTime time, const DistinctFailure& failure) {
  Line line(time, "error", "failure");
  line.said("journey", failure.journey).said("step", failure.step);
  line.text("file", failure.file)
      .count("line", failure.line > 0 ? static_cast<std::uint64_t>(failure.line) : 0);
  line.count("count", failure.count);
  if (!failure.cause.empty()) line.text("cause", redactor().redact(failure.cause));
  line.text("message", redactor().redact(failure.message));
  return std::move(line).end();
}

std::string log_capacity_step(WallTime time, const CapacityStep& step) {
  Line line(time, "info", "capacity-step");
  line.number("rate", step.rate.per_second()).text("verdict", to_string(step.verdict));
  line.number("achieved_rate", step.achieved.per_second()).number("p99_ms", rounded_ms(step.p99));
  line.said("detail", step.detail);
  return std::move(line).end();
}

std::string log_capacity(WallTime time, const Capacity& capacity) {
  Line line(time, "info", "capacity");
  line.said("name", capacity.name).number("rate", capacity.rate.per_second());
  if (capacity.failed_at) line.number("failed_at", capacity.failed_at->per_second());
  line.text("end", to_string(capacity.end)).said("message", result_text(capacity));
  return std::move(line).end();
}

std::string log_run_finished(WallTime time, const Report& report) {
  const auto& response = report.total.response_time;
  Line line(time, report.verdict == Verdict::kPass ? "info" : "error", "run-finished");
  line.said("name", report.name)
      .text("verdict", to_string(report.verdict))
      .said("message", verdict_text(report));
  line.number("elapsed_s", rounded_seconds(report.elapsed)).flag("interrupted", report.interrupted);
  line.number("offered_rate", report.offered_rate().per_second());
  line.number("achieved_rate", report.achieved_rate().per_second());
  line.count("started", report.started).count("dropped", report.dropped);
  line.count("requests", report.total.requests).count("errors", report.total.errors);
  line.number("error_rate", report.error_rate().fraction());
  line.number("p50_ms", rounded_ms(response.at(50))).number("p90_ms", rounded_ms(response.at(90)));
  line.number("p99_ms", rounded_ms(response.at(99))).number("max_ms", rounded_ms(response.max()));
  return std::move(line).end();
}

}  // namespace traffic::detail
