// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/exchange.h"

#include <fmt/format.h>
#include <time.h>

#include <boost/json/array.hpp>
#include <cmath>
#include <cstdlib>
#include <map>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/action_tool.h"
#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/compare/robust.h"
#include "gtest_traffic/report/files/json_text.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

constexpr std::string_view kVariable = "window.BENCHMARK_DATA";
constexpr std::string_view kMetric = "metric: ";
constexpr std::string_view kBetter = "better: ";

std::string utc(double milliseconds) {
  const auto seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

double milliseconds(const std::string& time) {
  std::tm parts{};
  ::strptime(time.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return 1000.0 * static_cast<double>(::timegm(&parts));
}

// The values of one entry. A benchmark that ran several times has several values.
using Entry = std::map<MetricName, std::vector<Figure>>;

// Reads what `to_action_benchmark` wrote into "extra", if anything.
bool add_own_bench(const std::string& name, const std::string& extra, Figure figure, Entry& into) {
  if (!extra.starts_with(kMetric)) return false;
  const auto lines = split(extra, '\n');
  const std::string metric(lines.front().substr(kMetric.size()));
  if (lines.size() > 1 && lines[1].starts_with(kBetter))
    figure.better = parse_better(lines[1].substr(kBetter.size()));
  into[{name.substr(0, name.size() - std::min(name.size(), metric.size() + 1)), metric}].push_back(
      std::move(figure));
  return true;
}

// Adds the value of one benchmark. Converts times to ns, as in results of Google Benchmark.
std::optional<Error> add_bench(const json::value& value, std::string_view tool, Entry& into,
                               RunResult& out) {
  const json::object* const bench = value.if_object();
  const std::string name = bench ? text_at(*bench, "name") : "";
  const auto number = bench ? number_at(*bench, "value") : std::nullopt;
  if (name.empty() || !number || !std::isfinite(*number))
    return Error{"a bench has no name or no finite value"};
  const std::string unit = text_at(*bench, "unit");
  if (add_own_bench(name, text_at(*bench, "extra"), {*number, unit}, into)) return std::nullopt;
  const auto better = better_of_tool(tool, unit);
  const auto scale = nanoseconds_per_run(tool, unit);
  if (scale && *number == 0) {
    out.left_out.push_back(fmt::format("benchmark '{}' has a time of zero", name));
  } else if (scale) {
    into[{name, "real_time"}].push_back({*number * *scale, "ns"});
  } else {
    const char* const metric = better == Better::kHigher ? "value_per_second" : "value";
    auto& known = into[{name, metric}];
    // Values in several units are several metrics.
    auto& values = known.empty() || known.front().unit == unit ? known : into[{name, unit}];
    values.push_back({*number, unit, better});
  }
  return std::nullopt;
}

Expected<HistoryRun> read_entry(const json::object& entry) {
  const json::value* const benches = entry.if_contains("benches");
  const auto date = number_at(entry, "date");
  if (benches == nullptr || !benches->is_array() || !date || !(*date >= 0 && *date <= 4e12))
    return Error{"an entry without date or benches"};
  HistoryRun run;
  run.time = utc(*date);
  if (const auto* commit = entry.if_contains("commit"); commit && commit->is_object())
    run.result.context["commit"] = text_at(commit->get_object(), "id");
  Entry values;
  for (const json::value& bench : benches->get_array()) {
    if (auto error = add_bench(bench, text_at(entry, "tool"), values, run.result)) return *error;
  }
  for (auto& [name, figures] : values) {
    std::vector<double> numbers;
    for (const Figure& figure : figures) numbers.push_back(figure.value);
    run.result.figures[name] = {median(numbers), figures.front().unit, figures.front().better};
  }
  return run;
}

Expected<std::vector<HistoryRun>> read_action_benchmark(const json::object& data) {
  std::vector<HistoryRun> out;
  for (const auto& suite : data.at("entries").get_object()) {
    const json::array* const entries = suite.value().if_array();
    if (entries == nullptr) return Error{fmt::format("suite '{}' is not an array", suite.key())};
    for (const json::value& value : *entries) {
      auto run = value.is_object() ? read_entry(value.get_object())
                                   : Error{"an entry that is not an object"};
      if (!run) return Error{fmt::format("suite '{}' has {}", suite.key(), run.error().message)};
      run->result.context["suite"] = suite.key();
      out.push_back(std::move(*run));
    }
  }
  return out;
}

// {"benchmark": {"measure": {"value": 1.5, "lower_value": …, "upper_value": …}}}
Expected<std::vector<HistoryRun>> read_bencher(const json::object& data, const HistoryRun& now) {
  HistoryRun run = now;
  for (const auto& benchmark : data) {
    const json::object* const measures = benchmark.value().if_object();
    if (measures == nullptr)
      return Error{fmt::format("'{}' is not an object of measures", benchmark.key())};
    for (const auto& measure : *measures) {
      const json::object* const metric = measure.value().if_object();
      const auto value = metric ? number_at(*metric, "value") : std::nullopt;
      if (!value || !std::isfinite(*value)) {
        return Error{fmt::format("'{}' has a measure '{}' without a finite value", benchmark.key(),
                                 measure.key())};
      }
      run.result.figures[{benchmark.key(), measure.key()}] = {*value, ""};
    }
  }
  return std::vector<HistoryRun>{std::move(run)};
}

// Returns the entries of one direction as a suite, because a suite has one direction.
json::array suite_of(std::span<const HistoryRun> runs, Better way) {
  json::array suite;
  for (const HistoryRun& run : runs) {
    json::array benches;
    for (const auto& [name, figure] : run.result.figures) {
      if (better(name, figure) != way) continue;
      std::string extra = std::string(kMetric) + name.metric;
      if (figure.better) extra.append("\n").append(kBetter).append(to_string(*figure.better));
      benches.push_back({{"name", name.benchmark + " " + name.metric},
                         {"value", figure.value},
                         {"unit", figure.unit},
                         {"extra", std::move(extra)}});
    }
    if (benches.empty()) continue;
    suite.push_back(
        {{"commit", {{"id", run.commit()}, {"timestamp", run.time}, {"message", ""}, {"url", ""}}},
         {"date", static_cast<std::int64_t>(milliseconds(run.time))},
         {"tool", way == Better::kHigher ? "customBiggerIsBetter" : "customSmallerIsBetter"},
         {"benches", std::move(benches)}});
  }
  return suite;
}

}  // namespace

Expected<std::vector<HistoryRun>> import_runs(std::string_view text, const HistoryRun& now) {
  std::string_view data = trim(text);
  if (data.starts_with(kVariable)) {
    data.remove_prefix(std::min(data.size(), data.find('=') + 1));
    data = trim(data);
    if (data.ends_with(';')) data.remove_suffix(1);
  }
  const auto documents = parse_documents(data);
  if (!documents) return documents.error();
  if (documents->size() != 1 || !documents->front().is_object())
    return Error{
        "expected github-action-benchmark's data or Bencher's metric format, one JSON object"};
  const json::object& document = documents->front().get_object();
  const json::value* const entries = document.if_contains("entries");
  auto out = entries != nullptr && entries->is_object() ? read_action_benchmark(document)
                                                        : read_bencher(document, now);
  if (!out) return out;
  std::erase_if(*out, [](const HistoryRun& run) { return run.result.figures.empty(); });
  if (out->empty()) return Error{"the file contains no value"};
  return out;
}

std::string to_action_benchmark(std::span<const HistoryRun> runs) {
  json::object entries;
  double last = 0;
  for (const HistoryRun& run : runs) last = std::max(last, milliseconds(run.time));
  for (const auto& [way, name] : {std::pair{Better::kLower, "gtest_traffic"},
                                  {Better::kHigher, "gtest_traffic (bigger is better)"},
                                  {Better::kUnknown, "gtest_traffic (no known direction)"}}) {
    json::array suite = suite_of(runs, way);
    if (!suite.empty()) entries[name] = std::move(suite);
  }
  std::string out = std::string(kVariable) + " = ";
  append_json(out, json::object{{"lastUpdate", static_cast<std::int64_t>(last)},
                                {"repoUrl", ""},
                                {"entries", std::move(entries)}});
  return out + "\n";
}

std::string to_bencher(const HistoryRun& run) {
  json::object out;
  for (const auto& [name, figure] : run.result.figures) {
    json::value& benchmark = out[name.benchmark];
    if (!benchmark.is_object()) benchmark = json::object();
    benchmark.get_object()[name.metric] = {{"value", figure.value}};
  }
  std::string text;
  append_json(text, out);
  return text + "\n";
}

}  // namespace traffic::detail::compare
