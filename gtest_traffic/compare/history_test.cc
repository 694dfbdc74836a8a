// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/history.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/compare/history_store.h"
#include "gtest_traffic/compare/testing/noise.h"

namespace traffic::detail::compare {
namespace {

using testing::HasSubstr;

HistoryRun run_of(int day, double value, const std::string& metric = "real_time") {
  HistoryRun out;
  out.time = fmt::format("2026-{:02}-{:02}T12:00:00Z", 1 + day / 28, 1 + day % 28);
  out.result.context["commit"] = fmt::format("{:040x}", day + 1);
  out.result.figures[{"b", metric}] = {value, "ns"};
  return out;
}

// Returns runs of 60 days that are 10 % slower from day 30 until day `fixed`.
std::vector<HistoryRun> slower_runs(int fixed, const std::string& metric = "real_time") {
  NoiseSource noise(1);
  std::vector<HistoryRun> out;
  for (int day = 0; day < 60; ++day) {
    const double level = day >= 30 && day < fixed ? 110 : 100;
    out.push_back(run_of(day, level * std::exp(0.01 * noise.normal()), metric));
  }
  return out;
}

Comparisons study(const std::vector<HistoryRun>& runs, const std::string& since = "") {
  CompareOptions options;
  options.alpha = 0.01;
  std::vector<SeriesHistory> histories;
  for (auto& series : series_of(runs, options))
    histories.push_back(study_history(std::move(series), options));
  auto out = compare_history(histories, since, options);
  if (!out) {
    ADD_FAILURE() << out.error().message;
    return {};
  }
  return *out;
}

TEST(HistoryTest, ReportsCommitRangeAndSizeOnce) {
  const auto found = study(slower_runs(60));
  ASSERT_EQ(found.rows.size(), 1u);
  const Comparison& row = found.rows[0];
  EXPECT_EQ(row.finding, Finding::kSlower);
  EXPECT_NEAR(*row.change, 0.1, 0.015);
  EXPECT_LT(row.low, 0.1);
  EXPECT_GT(row.high, 0.1);
  EXPECT_GT(row.low, 0);
  EXPECT_THAT(row.note, HasSubstr("open in 000000000000..000000000000"));
  EXPECT_EQ(std::get<std::string>(row.details[1].second), fmt::format("{:040x}", 30));
  EXPECT_EQ(std::get<std::string>(row.details[2].second), fmt::format("{:040x}", 31));
  EXPECT_EQ(row.base_runs, 30u);
  EXPECT_EQ(exit_code(found, CannotTell::kFails), 1);
}

TEST(HistoryTest, DoesNotJudgeSeriesWithoutDirection) {
  const auto found = study(slower_runs(60, "frame_rate"));
  ASSERT_EQ(found.rows.size(), 1u);
  EXPECT_EQ(found.rows[0].finding, Finding::kNotJudged);
  EXPECT_THAT(found.rows[0].note, HasSubstr("changed in"));
  EXPECT_NEAR(*found.rows[0].change, 0.1, 0.015);
  EXPECT_EQ(exit_code(found, CannotTell::kPasses), 0);
}

TEST(HistoryTest, RateOfFalseAlarmsHoldsForAllSeriesTogether) {
  NoiseSource noise(7);
  CompareOptions options;
  int alarms = 0;
  constexpr int kHistories = 40, kSeries = 40;
  for (int i = 0; i < kHistories; ++i) {
    std::vector<Series> all(kSeries);
    for (Series& series : all) {
      series.name = {"b", "real_time"};
      for (int point = 0; point < 40; ++point)
        series.points.push_back(
            {fmt::format("{:09}", point), "", "", std::exp(0.02 * noise.normal())});
    }
    const auto found = study_histories(std::move(all), options);
    alarms += std::any_of(found.begin(), found.end(),
                          [](const SeriesHistory& history) { return !history.changes.empty(); });
  }
  EXPECT_LE(alarms, at_most(options.alpha, kHistories) * kHistories);
}

TEST(HistoryTest, AcceptsRecoveredAndKnownRegressions) {
  const auto recovered = study(slower_runs(45));
  ASSERT_EQ(recovered.rows.size(), 2u);
  EXPECT_THAT(recovered.rows[0].note, HasSubstr("recovered"));
  EXPECT_EQ(exit_code(recovered, CannotTell::kFails), 0);
  const auto known = study(slower_runs(60), fmt::format("{:040x}", 50));
  EXPECT_THAT(known.rows[0].note, HasSubstr("known"));
  EXPECT_EQ(exit_code(known, CannotTell::kFails), 0);
  EXPECT_EQ(exit_code(study(slower_runs(60), "2026-01-05T00:00:00Z"), CannotTell::kFails), 1);
}

TEST(HistoryTest, TreatsHigherThroughputAsFaster) {
  const auto found = study(slower_runs(60, "items_per_second"));
  ASSERT_EQ(found.rows.size(), 1u);
  EXPECT_EQ(found.rows[0].finding, Finding::kFaster);
  EXPECT_NEAR(*found.rows[0].change, 0.1, 0.015);
}

TEST(HistoryTest, CannotTellFromFewCommits) {
  std::vector<HistoryRun> runs;
  for (int day = 0; day < 9; ++day) runs.push_back(run_of(day, 100 + 100 * (day > 4)));
  const auto found = study(runs);
  EXPECT_EQ(found.rows[0].finding, Finding::kCannotTell);
  EXPECT_THAT(found.rows[0].note, HasSubstr("9 commits are too few; 10 are necessary"));
}

TEST(HistoryTest, ReportsMissingMetricsAndChangedUnits) {
  std::vector<HistoryRun> runs;
  for (int day = 0; day < 30; ++day) {
    runs.push_back(run_of(day, 100 + day % 3));
    auto& figures = runs.back().result.figures;
    if (day < 20) figures[{"gone", "p99"}] = {5.0 + day % 3, "ns"};
    figures[{"other", "p50"}] = {1.0 + day % 3, day < 12 ? "ms" : "s"};
  }
  const auto found = study(runs);
  ASSERT_EQ(found.notes.size(), 2u);
  EXPECT_THAT(found.notes[0], HasSubstr("other p50 changed its unit from 'ms' to 's' at 0000"));
  EXPECT_EQ(found.notes[1], "missing from the latest commit: gone p99");
  ASSERT_EQ(found.rows.size(), 3u);
  EXPECT_EQ(found.rows[2].base_runs, 18u) << "the points before the change of the unit are ignored";
}

TEST(HistoryTest, AcceptsDifferentMetricsPerRun) {
  std::vector<HistoryRun> runs;
  for (int day = 0; day < 24; ++day) {
    runs.push_back(run_of(day, 100 + day % 3, day % 2 == 0 ? "p50" : "p99"));
    runs.back().result.context["commit"] = fmt::format("{:040x}", day / 2);
  }
  EXPECT_TRUE(study(runs).notes.empty());
}

TEST(HistoryTest, ReportsMachineChangeAtStep) {
  auto runs = slower_runs(60);
  for (std::size_t day = 0; day < runs.size(); ++day)
    runs[day].result.context["machine"] = day < 30 ? "old" : "new";
  const auto found = study(runs);
  ASSERT_EQ(found.rows.size(), 1u);
  EXPECT_THAT(found.rows[0].note, HasSubstr("the machine changed there too"));
  EXPECT_THAT(study(slower_runs(60)).rows[0].note, testing::Not(HasSubstr("machine")));
}

TEST(HistoryTest, CombinesRunsOfCommit) {
  std::vector<HistoryRun> runs = {run_of(0, 100), run_of(0, 104), run_of(0, 300), run_of(1, 100)};
  const auto series = series_of(runs, {});
  ASSERT_EQ(series.size(), 1u);
  ASSERT_EQ(series[0].points.size(), 2u);
  EXPECT_DOUBLE_EQ(series[0].points[0].value, 104);
  EXPECT_EQ(series[0].points[0].runs, 3u);
}

TEST(HistoryStoreTest, StoresEachRunInOwnFile) {
  const TemporaryFolder temporary;
  const std::filesystem::path folder = temporary.path("runs");
  const auto runs = slower_runs(60);
  ASSERT_FALSE(add_to_history(folder, runs));
  ASSERT_FALSE(add_to_history(folder, runs)) << "adding again changes nothing";
  std::filesystem::create_directories(folder / "copied");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file())
      std::filesystem::copy_file(entry.path(), folder / "copied" / entry.path().filename());
  }
  const auto read = read_history(folder);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 60u) << "a copy of a run is ignored";
  EXPECT_EQ((*read)[7].time, runs[7].time);
  EXPECT_EQ((*read)[7].result.context, runs[7].result.context);
  const MetricName name = {"b", "real_time"};
  EXPECT_NEAR((*read)[7].result.figures.at(name).value, runs[7].result.figures.at(name).value,
              1e-9);
  std::ofstream(folder / "broken.json") << "{";
  std::ofstream(folder / "foreign.json") << "{\"a\": 1}";
  const auto broken = read_history(folder);
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().message, HasSubstr("broken.json"));
  EXPECT_THAT(broken.error().message, HasSubstr("foreign.json: expected the schema"));
  EXPECT_FALSE(read_history(folder / "none"));
}

TEST(HistoryStoreTest, DescribesTimeAndMachine) {
  const auto here = current_run();
  EXPECT_EQ(here.time.size(), 20u);
  EXPECT_THAT(here.result.context.at("machine"), HasSubstr("CPUs"));
}

TEST(HistoryTest, PlotsAllSeriesInOnePage) {
  CompareOptions options;
  std::vector<SeriesHistory> histories;
  for (auto& series : series_of(slower_runs(60), options))
    histories.push_back(study_history(std::move(series), options));
  const auto page = to_html(histories, *compare_history(histories, "", options));
  EXPECT_THAT(page, HasSubstr("<svg"));
  EXPECT_THAT(page, HasSubstr("class=\"worse\""));
  EXPECT_THAT(page, HasSubstr("ns</text>")) << "each level has a label";
  EXPECT_THAT(page, testing::Not(HasSubstr("http")));
}

}  // namespace
}  // namespace traffic::detail::compare
