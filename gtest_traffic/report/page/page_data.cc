// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/page/page_data.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <chrono>
#include <cmath>
#include <map>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/report/figures.h"
#include "gtest_traffic/report/files/hgrm.h"
#include "gtest_traffic/report/unmeasured_text.h"
#include "gtest_traffic/report/verdict_text.h"

namespace traffic::detail {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxPoints = 600;   // points of a chart over time
constexpr std::size_t kMaxColumns = 120;  // columns of the heat map
constexpr double kLevelsPerOctave = 4;    // levels of the heat map
constexpr std::size_t kMaxExample = 16384;

// Rounds to four digits, which are enough for charts and readers and keep the page small.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double scale = std::pow(10, 4 - std::ceil(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

double short_ms(Duration duration) { return rounded(ms_of(duration)); }

json::object figures(const StepStatistics& step, Duration elapsed) {
  const Histogram& times = step.response_time;
  json::object out{{"requests", step.requests},
                   {"errors", step.errors},
                   {"error_rate", step.error_rate().fraction()},
                   {"rate", elapsed > Duration(0)
                                ? rounded(static_cast<double>(step.requests) / seconds_of(elapsed))
                                : 0.0},
                   {"sent", step.bytes_sent},
                   {"received", step.bytes_received},
                   {"mean", short_ms(times.mean())},
                   {"p50", short_ms(times.at(50))},
                   {"p90", short_ms(times.at(90))},
                   {"p95", short_ms(times.at(95))},
                   {"p99", short_ms(times.at(99))},
                   {"p99_9", short_ms(times.at(99.9))},
                   {"max", short_ms(times.max())},
                   {"service_p99", short_ms(step.service_time.at(99))},
                   {"lateness_p99", short_ms(step.lateness.at(99))}};
  json::object responses;
  for (const auto& [status, count] : step.statuses) {
    if (status != 0) responses[std::to_string(status)] = count;
  }
  for (const auto& [failure, count] : step.failures) responses[failure] = count;
  out["responses"] = std::move(responses);
  return out;
}

json::array steps(const Report& report) {
  json::array out;
  for (const auto& [name, step] : report.steps) {
    json::object row = figures(step, report.elapsed);
    row["name"] = name;
    row["block"] = step.is_block;
    out.push_back(std::move(row));
  }
  return out;
}

json::array journeys(const Report& report) {
  json::array out;
  for (const auto& [name, one] : report.journeys) {
    out.push_back({name, one.started, one.completed, one.failed, one.skipped, one.interrupted,
                   short_ms(one.duration.at(50)), short_ms(one.duration.at(99))});
  }
  return out;
}

json::array curve(const Histogram& histogram) {
  json::array out;
  for (const PercentilePoint& point : percentile_points(histogram, 10)) {
    const double beyond = point.percentile < 100 ? 1 - point.percentile / 100
                                                 : 1.0 / static_cast<double>(point.count);
    out.push_back({rounded(1 / beyond), short_ms(point.value)});
  }
  return out;
}

// Joins neighboring rows until at most `most` rows remain.
std::vector<SeriesRow> condensed(const Series& series, std::size_t most) {
  const auto& rows = series.rows();
  const std::size_t per_row = std::max<std::size_t>(1, (rows.size() + most - 1) / most);
  std::vector<SeriesRow> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i % per_row == 0) {
      out.push_back(rows[i]);
    } else {
      out.back().append(rows[i]);
    }
  }
  return out;
}

json::array over_time(const Series& series) {
  json::array out;
  for (const SeriesRow& row : condensed(series, kMaxPoints)) {
    // A last row of a few milliseconds would show a misleading rate.
    if (row.length < 0.25 && !out.empty()) continue;
    const double length = row.length > 0 ? row.length : 1;
    const Distribution& times = row.response_time;
    const auto rate = [length](std::uint64_t count) {
      return rounded(static_cast<double>(count) / length);
    };
    out.push_back({rounded(row.second), rounded(row.offered_rate), rate(row.started),
                   rate(row.requests), rate(row.errors), row.active_users, short_ms(times.at(50)),
                   short_ms(times.at(90)), short_ms(times.at(99)), short_ms(times.max()),
                   row.warm_up, row.stage});
  }
  return out;
}

// Leaves out the steps without requests, which have no times.
json::array steps_over_time(const Report& report) {
  json::array out;
  for (const auto& [name, series] : report.step_series) {
    const bool has_requests = std::any_of(series.rows().begin(), series.rows().end(),
                                          [](const SeriesRow& row) { return row.requests > 0; });
    if (has_requests) out.push_back({name, over_time(series)});
  }
  return out;
}

// Returns the heat map: columns of time, levels with a constant ratio, and the counts that are not
// zero.
json::object heat(const Report& report) {
  json::array ends, cells;
  std::int64_t lowest = INT64_MAX, highest = INT64_MIN;
  std::vector<std::map<std::int64_t, std::uint64_t>> columns;
  for (const SeriesRow& row : condensed(report.series, kMaxColumns)) {
    ends.emplace_back(rounded(row.second));
    auto& column = columns.emplace_back();
    for (const auto& bucket : row.response_time.buckets()) {
      const double value = std::max(1000.0, static_cast<double>(bucket.highest.count()));
      const std::int64_t level = std::llround(std::floor(std::log2(value) * kLevelsPerOctave));
      column[level] += bucket.count;
      lowest = std::min(lowest, level);
      highest = std::max(highest, level);
    }
  }
  json::array levels;
  for (std::int64_t i = lowest; lowest <= highest && i <= highest + 1; ++i) {
    levels.emplace_back(rounded(std::exp2(static_cast<double>(i) / kLevelsPerOctave) / 1e6));
  }
  for (std::size_t x = 0; x < columns.size(); ++x) {
    for (const auto& [level, count] : columns[x]) cells.push_back({x, level - lowest, count});
  }
  return {{"ends", std::move(ends)}, {"levels", std::move(levels)}, {"cells", std::move(cells)}};
}

json::array gates(const Report& report) {
  json::array out;
  for (const GateResult& gate : report.gates) {
    out.push_back({gate.gate, to_string(gate.verdict), gate.detail});
  }
  return out;
}

json::array failures(const Report& report) {
  json::array out;
  for (const DistinctFailure& one : report.failures) {
    const std::string example = one.examples.empty() ? one.message : one.examples.front();
    out.push_back({{"count", one.count},
                   {"headline", headline(one)},
                   {"place", one.file + ":" + std::to_string(one.line)},
                   {"cause", redactor().redact(one.cause)},
                   {"example", redactor().redact(example).substr(0, kMaxExample)}});
  }
  return out;
}

std::string times_text(const Histogram& histogram) {
  return histogram.count() == 0
             ? "not measured"
             : "p50 " + to_string(histogram.at(50)) + ", p99 " + to_string(histogram.at(99)) +
                   ", max " + to_string(histogram.max());
}

json::array generator(const Report& report) {
  const GeneratorHealth& health = report.generator;
  json::array out;
  const auto add = [&out](std::string_view name, std::string_view value, std::string_view meaning) {
    out.push_back({name, value, meaning});
  };
  add("event loop lag", times_text(health.loop_lag),
      "delay of due work in the event loop; caused by the generator");
  add("event loop stalls",
      health.loop_stalls == 0
          ? "0"
          : group_digits(health.loop_stalls) + ", " + "longest " + to_string(health.longest_stall),
      "pauses of the event loop over 10 ms; caused by code of a journey or by the host");
  add("waiting for a free user", times_text(health.user_wait),
      "all users were busy or in set-up; caused by the target");
  add("host stall", times_text(health.host_stall), "delay of an idle timer; caused by the host");
  add("lateness of requests", times_text(report.total.lateness),
      "time from the scheduled start to sending; loop lag and waiting for a user");
  if (report.total.replaced_connections != 0) {
    add("replaced connections", group_digits(report.total.replaced_connections),
        "closed by the target before the request arrived, which was sent again");
  }
  if (const std::string text = unmeasured_text(report); !text.empty()) {
    add("requests not counted", text,
        "sent outside of the measured window; with them, " + counted(report.sent(), "request") +
            " were sent");
  }
  add("late arrivals", group_digits(health.late_arrivals),
      "started over 100 ms late, or not at all, because of event loop lag");
  add("CPU", to_string(Percent::of_fraction(health.cpu_share)),
      "of one core for each of " + std::to_string(health.workers) + " worker threads");
  add("peak users", group_digits(health.peak_users), "virtual users at the same time");
  if (health.cap_wait.count() != 0) {
    add("delayed by the rate cap",
        group_digits(health.cap_wait.count()) + " requests, " + times_text(health.cap_wait),
        "as configured; excluded from latencies");
  }
  add("connecting", times_text(health.connect_time),
      "from name resolution to the connection, including TLS; caused by target and network");
  add("CPU steal", to_string(Percent::of_fraction(health.steal_share)),
      "share of CPU time that the hypervisor gave to other machines");
  add("refused users", group_digits(health.refused_users),
      "not created because memory was exhausted");
  add("connections", group_digits(health.connections_opened),
      health.addresses.empty() ? "opened in total" : "opened: " + addresses_text(health));
  add("parked users", group_digits(health.parked_users), "did not end after the stop request");
  return out;
}

json::array notes(const Report& report) {
  json::array out;
  for (const std::string& note : report.notes) out.push_back(json::string(redactor().redact(note)));
  return out;
}

json::object summary(const Report& report) {
  return {{"name", report.name},
          {"verdict", to_string(report.verdict)},
          {"began", report.began},
          {"elapsed", seconds_of(report.elapsed)},
          {"warm_up", seconds_of(report.warm_up)},
          {"open", report.model == LoadModel::kOpen},
          {"offered_rate", rounded(report.offered_rate().per_second())},
          {"achieved_rate", rounded(report.achieved_rate().per_second())},
          {"dropped", report.dropped},
          {"unit", report.request_paced ? "requests" : "journeys"},
          {"total", figures(report.total, report.elapsed)},
          {"steps", steps(report)},
          {"curve", curve(report.total.response_time)}};
}

}  // namespace

json::object page_data(const Report& report, const Report* baseline) {
  json::object out = summary(report);
  out["verdict_text"] = redactor().redact(verdict_text(report));
  out["service_curve"] = curve(report.total.service_time);
  out["gates"] = gates(report);
  out["notes"] = notes(report);
  out["journeys"] = journeys(report);
  out["series"] = over_time(report.series);
  out["step_series"] = steps_over_time(report);
  out["heat"] = heat(report);
  out["failures"] = failures(report);
  out["generator"] = generator(report);
  json::array configuration;
  for (const auto& [key, value] : report.configuration) configuration.push_back({key, value});
  out["configuration"] = std::move(configuration);
  if (baseline != nullptr) out["baseline"] = summary(*baseline);
  return out;
}

}  // namespace traffic::detail
