// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/history_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>
#include <cstdint>

#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/report/files/json_text.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

bool is_timestamp(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  return true;
}

}  // namespace

std::string HistoryRun::commit() const {
  const auto found = result.context.find("commit");
  return found == result.context.end() ? "" : found->second;
}

std::string to_json(const HistoryRun& run) {
  json::object context;
  for (const auto& [key, value] : run.result.context) context[key] = value;
  json::array figures;
  for (const auto& [name, figure] : run.result.figures) {
    json::object object{{"benchmark", name.benchmark},
                        {"metric", name.metric},
                        {"value", figure.value},
                        {"unit", figure.unit}};
    if (figure.better) object["better"] = to_string(*figure.better);
    figures.push_back(std::move(object));
  }
  std::string out;
  append_json(out, json::object{{"schema", kRunSchema},
                                {"time", run.time},
                                {"context", std::move(context)},
                                {"figures", std::move(figures)}});
  return out + "\n";
}

Expected<HistoryRun> read_history_run(const json::object& document) {
  HistoryRun run;
  if (text_at(document, "schema") != kRunSchema) {
    return Error{
        fmt::format("expected the schema {}, got '{}'", kRunSchema, text_at(document, "schema"))};
  }
  run.time = text_at(document, "time");
  if (!is_timestamp(run.time)) {
    return Error{fmt::format("expected a time such as 2026-11-21T10:15:00Z, got '{}'", run.time)};
  }
  if (const auto* context = document.if_contains("context"); context && context->is_object()) {
    for (const auto& entry : context->get_object()) {
      if (entry.value().is_string())
        run.result.context[entry.key()] = std::string(entry.value().get_string());
    }
  }
  const json::value* const figures = document.if_contains("figures");
  if (figures == nullptr || !figures->is_array()) return Error{"the run has no array \"figures\""};
  for (const json::value& figure : figures->get_array()) {
    const json::object* const object = figure.if_object();
    const auto value = object ? number_at(*object, "value") : std::nullopt;
    const std::string benchmark = object ? text_at(*object, "benchmark") : "";
    const std::string metric = object ? text_at(*object, "metric") : "";
    if (!value || !std::isfinite(*value) || benchmark.empty() || metric.empty())
      return Error{"a value has no benchmark, no metric or no finite number"};
    const auto better = parse_better(text_at(*object, "better"));
    if (object->contains("better") && !better) {
      return Error{
          fmt::format("'{} {}' has an unknown \"better\"; expected lower, higher or unknown",
                      benchmark, metric)};
    }
    if (!run.result.figures
             .emplace(MetricName{benchmark, metric},
                      Figure{*value, text_at(*object, "unit"), better})
             .second) {
      return Error{fmt::format("'{} {}' has two values", benchmark, metric)};
    }
  }
  return run;
}

Expected<RunResult> read_history_result(const json::object& document) {
  auto run = read_history_run(document);
  if (!run) return run.error();
  return std::move(run->result);
}

std::string file_name(const HistoryRun& run) {
  std::uint64_t digest = 0xcbf29ce484222325U;  // FNV-1a
  for (const char c : to_json(run))
    digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::string time;
  for (const char c : run.time) {
    if (c != '-' && c != ':') time += c;
  }
  std::string commit = run.commit().substr(0, 12);
  std::replace_if(
      commit.begin(), commit.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return fmt::format("{}-{}-{:016x}.json", time, commit.empty() ? "none" : commit, digest);
}

}  // namespace traffic::detail::compare
