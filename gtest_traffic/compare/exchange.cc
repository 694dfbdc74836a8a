// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/exchange.h"

#include <fmt/format.h>
#include <time.h>

#include <boost/json/array.hpp>
#include <cmath>
#include <cstdlib>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/report/files/json_text.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

constexpr std::string_view kVariable = "window.BENCHMARK_DATA";
constexpr std::string_view kMetric = "metric: ";
constexpr std::string_view kBigger = " (bigger is better)";

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

// Adds the value of one benchmark. Converts times to ns, as in results of Google Benchmark.
std::optional<Error> add_bench(const json::value& value, std::string_view tool, RunResult& out) {
  const json::object* const bench = value.if_object();
  const std::string name = bench ? text_at(*bench, "name") : "";
  const auto number = bench ? number_at(*bench, "value") : std::nullopt;
  if (name.empty() || !number || !std::isfinite(*number))
    return Error{"a bench has no name or no finite value"};
  const std::string extra = text_at(*bench, "extra");
  std::string unit = text_at(*bench, "unit");
  if (extra.starts_with(kMetric)) {
    const std::string metric = extra.substr(kMetric.size(), extra.find('\n') - kMetric.size());
    out.figures[{name.substr(0, name.size() - std::min(name.size(), metric.size() + 1)), metric}] =
        {*number, unit};
    return std::nullopt;
  }
  double scale = 0;
  for (const auto& [word, factor] :
       {std::pair{"ns/iter", 1.0}, {"us/iter", 1e3}, {"ms/iter", 1e6}, {"s/iter", 1e9}}) {
    if (unit == word) scale = factor;
  }
  if (scale > 0) {
    out.figures[{name, "real_time"}] = {*number * scale, "ns"};
  } else {
    const bool bigger = to_lower(tool).find("bigger") != std::string::npos;
    out.figures[{name, bigger ? "value_per_second" : "value"}] = {*number, unit};
  }
  return std::nullopt;
}

Expected<std::vector<HistoryRun>> read_action_benchmark(const json::object& data) {
  std::vector<HistoryRun> out;
  for (const auto& suite : data.at("entries").get_object()) {
    const json::array* const entries = suite.value().if_array();
    if (entries == nullptr) return Error{fmt::format("suite '{}' is not an array", suite.key())};
    for (const json::value& value : *entries) {
      const json::object* const entry = value.if_object();
      const json::value* const benches = entry ? entry->if_contains("benches") : nullptr;
      const auto date = entry ? number_at(*entry, "date") : std::nullopt;
      if (benches == nullptr || !benches->is_array() || !date || *date < 0 || *date > 4e12)
        return Error{fmt::format("suite '{}' has an entry without date or benches", suite.key())};
      HistoryRun run;
      run.time = utc(*date);
      run.result.context["suite"] = suite.key();
      if (const auto* commit = entry->if_contains("commit"); commit && commit->is_object())
        run.result.context["commit"] = text_at(commit->get_object(), "id");
      for (const json::value& bench : benches->get_array()) {
        if (auto error = add_bench(bench, text_at(*entry, "tool"), run.result)) return *error;
      }
      out.push_back(std::move(run));
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
  for (const Better way : {Better::kLower, Better::kHigher}) {
    json::array suite;
    for (const HistoryRun& run : runs) {
      last = std::max(last, milliseconds(run.time));
      json::array benches;
      for (const auto& [name, figure] : run.result.figures) {
        if (better(name) != way) continue;
        benches.push_back({{"name", name.benchmark + " " + name.metric},
                           {"value", figure.value},
                           {"unit", figure.unit},
                           {"extra", std::string(kMetric) + name.metric}});
      }
      if (benches.empty()) continue;
      suite.push_back(
          {{"commit",
            {{"id", run.commit()}, {"timestamp", run.time}, {"message", ""}, {"url", ""}}},
           {"date", static_cast<std::int64_t>(milliseconds(run.time))},
           {"tool", way == Better::kLower ? "customSmallerIsBetter" : "customBiggerIsBetter"},
           {"benches", std::move(benches)}});
    }
    const std::string name = "gtest_traffic" + std::string(way == Better::kLower ? "" : kBigger);
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
