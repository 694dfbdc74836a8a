// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/compare/exchange.h"
#include "gtest_traffic/compare/history.h"
#include "gtest_traffic/compare/history_store.h"
#include "gtest_traffic/compare/modes.h"
#include "gtest_traffic/compare/outputs.h"

namespace traffic::detail::compare {
namespace {

// Returns the runs to add. Reads all of them before anything is written.
Expected<std::vector<HistoryRun>> runs_to_add(const HistoryPlan& plan) {
  std::vector<HistoryRun> out;
  if (plan.records.empty() && plan.imports.empty()) return out;
  HistoryRun now = current_run();
  if (!plan.commit.empty()) now.result.context["commit"] = plan.commit;
  if (!plan.time.empty()) now.time = plan.time;
  for (const auto& [key, value] : plan.context) now.result.context[key] = value;
  auto results = read_all(plan.records);
  if (!results) return results.error();
  for (RunResult& result : *results) {
    HistoryRun run = now;
    run.result.figures = std::move(result.figures);
    run.result.left_out = std::move(result.left_out);
    for (auto& [key, value] : result.context) run.result.context.emplace(key, std::move(value));
    out.push_back(std::move(run));
  }
  for (const std::string& path : plan.imports) {
    const auto text = read_text_file(path);
    if (!text) return text.error();
    auto runs = import_runs(*text, now);
    if (!runs) return Error{fmt::format("{}: {}", path, runs.error().message)};
    std::move(runs->begin(), runs->end(), std::back_inserter(out));
  }
  // A run that cannot be read back must not enter a history.
  for (const HistoryRun& run : out) {
    const auto again = parse_results(to_json(run), "--time");
    if (!again) return again.error();
  }
  return out;
}

// Returns an error if an option selects nothing in the runs.
std::optional<Error> check_options(std::vector<HistoryRun> runs, const CommandLine& line) {
  std::stable_sort(runs.begin(), runs.end(),
                   [](const HistoryRun& a, const HistoryRun& b) { return a.time < b.time; });
  std::vector<SeriesHistory> histories;
  for (Series& series : series_of(runs, line.compare)) {
    histories.emplace_back();
    histories.back().series = std::move(series);
  }
  if (histories.empty()) return Error{"no metric matches; check --metrics and --benchmarks"};
  const auto rows = compare_history(histories, line.history.since, line.compare);
  return rows ? std::nullopt : std::optional(rows.error());
}

// Adds runs to the folder. Nothing is written if an option is wrong.
std::optional<Error> add_runs(const std::vector<HistoryRun>& added, const CommandLine& line) {
  const HistoryPlan& plan = line.history;
  if (added.empty()) return std::nullopt;
  if (!plan.branch.empty())
    return Error{"with --branch, the folder is read-only; check out the branch to add runs to it"};
  std::vector<HistoryRun> all = added;
  std::error_code code;
  if (std::filesystem::exists(plan.folder, code)) {
    auto existing = read_history(std::filesystem::path(plan.folder));
    if (!existing) return existing.error();
    std::move(existing->begin(), existing->end(), std::back_inserter(all));
  }
  if (auto error = check_options(std::move(all), line)) return error;
  if (auto error = add_to_history(plan.folder, added)) return error;
  fmt::print("added {} to {}\n", added.size() == 1 ? "1 run" : fmt::format("{} runs", added.size()),
             plan.folder);
  return std::nullopt;
}

std::optional<Error> export_to(const HistoryPlan& plan, const std::vector<HistoryRun>& runs) {
  if (!plan.export_action.empty()) {
    if (auto error = write_file(plan.export_action, to_action_benchmark(runs))) return error;
  }
  if (plan.export_bencher.empty()) return std::nullopt;
  return write_file(plan.export_bencher, runs.empty() ? "{}\n" : to_bencher(runs.back()));
}

}  // namespace

Expected<int> run_history(const CommandLine& line) {
  const HistoryPlan& plan = line.history;
  const auto added = runs_to_add(plan);
  if (!added) return added.error();
  if (auto error = add_runs(*added, line)) return *error;
  const auto runs = plan.branch.empty() ? read_history(std::filesystem::path(plan.folder))
                                        : read_history(plan.branch, plan.folder);
  if (!runs) return runs.error();
  if (runs->empty())
    return Error{
        fmt::format("{}: the folder contains no runs; add one with --record", plan.folder)};
  const auto histories = study_histories(series_of(*runs, line.compare), line.compare);
  if (histories.empty()) return Error{"no metric matches; check --metrics and --benchmarks"};
  auto comparisons = compare_history(histories, plan.since, line.compare);
  if (!comparisons) return comparisons.error();
  for (const HistoryRun& run : *added) {
    for (const std::string& text : run.result.left_out) {
      const std::string note = "left out: " + text;
      if (std::find(comparisons->notes.begin(), comparisons->notes.end(), note) ==
          comparisons->notes.end())
        comparisons->notes.push_back(note);
    }
  }
  if (auto error = publish(*comparisons, line.files)) return *error;
  if (!line.files.html.empty()) {
    if (auto error = write_file(line.files.html, to_html(histories, *comparisons))) return *error;
  }
  if (auto error = export_to(plan, *runs)) return *error;
  return plan.regressions == HistoryPlan::Expect::kAny ? 0
                                                       : exit_code(*comparisons, line.cannot_tell);
}

}  // namespace traffic::detail::compare
