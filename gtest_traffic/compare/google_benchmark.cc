// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/compare/robust.h"
#include "gtest_traffic/metrics/histogram_label.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

// The numbers of a row that are not measurements.
const std::set<std::string_view> kBookkeeping = {"family_index",
                                                 "per_family_instance_index",
                                                 "repetitions",
                                                 "repetition_index",
                                                 "threads",
                                                 "iterations",
                                                 "rms",
                                                 "cpu_coefficient",
                                                 "real_coefficient"};

std::optional<double> nanoseconds_in(std::string_view unit) {
  if (unit.empty() || unit == "ns") return 1;
  if (unit == "us") return 1e3;
  if (unit == "ms") return 1e6;
  if (unit == "s") return 1e9;
  return std::nullopt;
}

bool is_time(std::string_view metric) { return metric == "real_time" || metric == "cpu_time"; }

using Samples = std::map<MetricName, std::vector<double>>;

// The response times of all repetitions of a benchmark. Histograms can be merged; percentiles
// cannot.
struct Repetitions {
  Histogram times;
  std::size_t count = 0;
};

std::optional<Error> add_histogram(const json::object& row, Repetitions& into) {
  const auto histogram = histogram_of_label(text_at(row, "label"));
  if (!histogram) return std::nullopt;
  if (!*histogram) return histogram->error();
  into.times.merge(**histogram);
  ++into.count;
  return std::nullopt;
}

// Replaces the medians of the percentiles by percentiles over all repetitions.
void pool(const std::string& benchmark, const Repetitions& all, RunResult& out) {
  const auto put = [&](const char* metric, Duration time) {
    const auto found = out.figures.find({benchmark, metric});
    if (found != out.figures.end()) found->second.value = seconds_of(time);
  };
  put("p50", all.times.at(50));
  put("p90", all.times.at(90));
  put("p99", all.times.at(99));
  put("p99_9", all.times.at(99.9));
  put("max", all.times.max());
}

std::string name_of(const json::object& row) {
  const std::string name = text_at(row, "run_name");
  return name.empty() ? text_at(row, "name") : name;
}

// Returns why a row has no measurement, or an empty text.
std::string reason_to_leave_out(const json::object& row) {
  const auto is_set = [&](const char* key) {
    const json::value* const value = row.if_contains(key);
    return value != nullptr && value->is_bool() && value->get_bool();
  };
  const auto because = [&](const char* what, const char* key) {
    const std::string message = text_at(row, key);
    return message.empty() ? std::string(what) : fmt::format("{}: {}", what, message);
  };
  if (is_set("error_occurred")) return because("failed", "error_message");
  if (is_set("skipped")) return because("was skipped", "skip_message");
  return "";
}

std::optional<Error> add_row(const json::object& row, Samples& samples) {
  const std::string name = name_of(row);
  const std::string unit = text_at(row, "time_unit");
  const auto scale = nanoseconds_in(unit);
  if (!scale) {
    return Error{
        fmt::format("benchmark '{}' has the time_unit '{}'; expected ns, us, ms or s", name, unit)};
  }
  bool timed = false;
  for (const auto& member : row) {
    const std::string metric(member.key());
    if (kBookkeeping.count(metric) != 0) continue;
    if (metric != "label" && is_non_number(member.value())) {
      return Error{fmt::format("benchmark '{}' has the {} {}, which is not a number; measure again",
                               name, metric, std::string_view(member.value().get_string()))};
    }
    const auto number = number_in(member.value());
    if (is_time(metric)) {
      timed = true;
      if (!number || !std::isfinite(*number) || *number < 0 ||
          (*number == 0 && metric != "cpu_time"))
        return Error{fmt::format("benchmark '{}' has the {} {}; expected a number above zero", name,
                                 metric, number ? fmt::format("{}", *number) : "none")};
    }
    if (!number) continue;
    samples[{name, metric}].push_back(is_time(metric) ? *number * *scale : *number);
  }
  if (!timed) return Error{fmt::format("benchmark '{}' has no real_time", name)};
  return std::nullopt;
}

}  // namespace

Expected<RunResult> read_google_benchmark(const json::object& document) {
  const json::value* const rows = document.if_contains("benchmarks");
  if (rows == nullptr || !rows->is_array()) return Error{"the file has no array \"benchmarks\""};
  // Uses each repetition. If there are only aggregates, uses the median, else the mean.
  Samples iterations, medians, means;
  std::map<std::string, Repetitions> repeated;
  RunResult out;
  for (const json::value& value : rows->get_array()) {
    const json::object* const row = value.if_object();
    if (row == nullptr) return Error{"\"benchmarks\" contains a value that is not an object"};
    Samples* into = &iterations;
    if (text_at(*row, "run_type") == "aggregate") {
      const std::string kind = text_at(*row, "aggregate_name");
      if (kind != "median" && kind != "mean") continue;
      into = kind == "median" ? &medians : &means;
    }
    const std::string name = name_of(*row);
    if (name.empty()) return Error{"a benchmark has no name"};
    if (const std::string reason = reason_to_leave_out(*row); !reason.empty()) {
      const std::string text = fmt::format("benchmark '{}' {}", name, reason);
      if (std::find(out.left_out.begin(), out.left_out.end(), text) == out.left_out.end())
        out.left_out.push_back(text);
      continue;
    }
    if (auto error = add_row(*row, *into)) return *error;
    if (into != &iterations) continue;
    if (auto error = add_histogram(*row, repeated[name]))
      return Error{fmt::format("benchmark '{}': {}", name, error->message)};
  }
  for (const Samples* samples : {&iterations, &medians, &means}) {
    for (const auto& [name, values] : *samples)
      out.figures.emplace(name, Figure{median(values), is_time(name.metric) ? "ns" : ""});
  }
  for (const auto& [name, all] : repeated) {
    const auto rows_of = iterations.find({name, "real_time"});
    if (all.count > 1 && rows_of != iterations.end() && rows_of->second.size() == all.count)
      pool(name, all, out);
  }
  if (const auto* context = document.if_contains("context"); context && context->is_object()) {
    for (const char* const key : {"date", "host_name", "library_build_type"}) {
      const std::string text = text_at(context->get_object(), key);
      if (!text.empty()) out.context[key] = text;
    }
  }
  return out;
}

}  // namespace traffic::detail::compare
