// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace traffic::detail::compare {
namespace {

using testing::HasSubstr;

HistoryRun now() {
  HistoryRun out;
  out.time = "2026-11-21T10:15:00Z";
  out.result.context["commit"] = "abc";
  return out;
}

TEST(ExchangeTest, ReadsGithubActionBenchmark) {
  const auto runs = import_runs(
      R"(window.BENCHMARK_DATA = {"lastUpdate": 1700000000000, "repoUrl": "https://github.com/a/b", "entries": {
        "C++": [{"commit": {"id": "c0ffee", "message": "x"}, "date": 1700000000000, "tool": "googlecpp",
                 "benches": [{"name": "BM_a", "value": 2.5, "unit": "us/iter", "extra": "iterations: 1"}]}],
        "Rate": [{"commit": {"id": "c0ffee"}, "date": 1700000001000, "tool": "customBiggerIsBetter",
                 "benches": [{"name": "r", "value": 7, "unit": "req"}]}]}};)",
      now());
  ASSERT_TRUE(runs) << runs.error().message;
  ASSERT_EQ(runs->size(), 2u);
  EXPECT_EQ((*runs)[0].time, "2023-11-14T22:13:20Z");
  EXPECT_EQ((*runs)[0].commit(), "c0ffee");
  EXPECT_DOUBLE_EQ(((*runs)[0].result.figures.at({"BM_a", "real_time"}).value), 2500);
  EXPECT_EQ(better({"r", (*runs)[1].result.figures.begin()->first.metric}), Better::kHigher);
}

// Returns the runs of an entry of one tool with the given benches.
Expected<std::vector<HistoryRun>> read_tool(const std::string& tool, const std::string& benches) {
  return import_runs(R"({"entries":{"s":[{"date":1700000000000,"commit":{"id":"c"},"tool":")" +
                         tool + R"(","benches":[)" + benches + "]}]}}",
                     now());
}

TEST(ExchangeTest, ToolAndUnitTellDirection) {
  struct Case {
    const char *tool, *unit, *metric;
    Better better;
    double value;
  };
  const Case cases[] = {{"pytest", "iter/sec", "value_per_second", Better::kHigher, 7},
                        {"benchmarkjs", "ops/sec", "value_per_second", Better::kHigher, 7},
                        {"benchmarkjs", "", "value_per_second", Better::kHigher, 7},
                        {"cargo", "ns/iter", "real_time", Better::kLower, 7},
                        {"go", "ns/op", "real_time", Better::kLower, 7},
                        {"go", "B/op", "value", Better::kLower, 7},
                        {"go", "MB/s", "value_per_second", Better::kHigher, 7},
                        {"googlecpp", "us/iter", "real_time", Better::kLower, 7e3},
                        {"catch2", "ms", "real_time", Better::kLower, 7e6},
                        {"catch2", "s", "real_time", Better::kLower, 7e9},
                        {"julia", "ns", "real_time", Better::kLower, 7},
                        {"jmh", "ops/s", "value_per_second", Better::kHigher, 7},
                        {"jmh", "us/op", "real_time", Better::kLower, 7e3},
                        {"benchmarkdotnet", "ns", "real_time", Better::kLower, 7},
                        {"benchmarkluau", "ms", "real_time", Better::kLower, 7e6},
                        {"customBiggerIsBetter", "ms", "value_per_second", Better::kHigher, 7},
                        {"customBiggerIsBetter", "", "value_per_second", Better::kHigher, 7},
                        {"customSmallerIsBetter", "requests/s", "value", Better::kLower, 7},
                        {"customSmallerIsBetter", "", "value", Better::kLower, 7},
                        {"another", "points", "value", Better::kUnknown, 7},
                        {"", "", "value", Better::kUnknown, 7}};
  for (const Case& one : cases) {
    const auto runs =
        read_tool(one.tool, R"({"name":"x","value":7,"unit":")" + std::string(one.unit) + R"("})");
    ASSERT_TRUE(runs) << one.tool << " " << one.unit << ": " << runs.error().message;
    const auto& [name, figure] = *runs->front().result.figures.begin();
    EXPECT_EQ(name.metric, one.metric) << one.tool << " " << one.unit;
    EXPECT_EQ(to_string(better(name, figure)), to_string(one.better))
        << one.tool << " " << one.unit;
    EXPECT_DOUBLE_EQ(figure.value, one.value) << one.tool << " " << one.unit;
    // The file of a history keeps the direction.
    const auto kept = parse_results(to_json(runs->front()), "run.json");
    ASSERT_TRUE(kept) << kept.error().message;
    const auto& [kept_name, kept_figure] = *kept->front().figures.begin();
    EXPECT_EQ(to_string(better(kept_name, kept_figure)), to_string(one.better)) << one.tool;
  }
}

TEST(ExchangeTest, SeveralValuesOfOneBenchmarkAreItsMedian) {
  const auto runs = read_tool("go", R"({"name":"B","value":5,"unit":"ns/op"},
      {"name":"B","value":900,"unit":"ns/op"},{"name":"B","value":6,"unit":"ns/op"},
      {"name":"B","value":64,"unit":"B/op"},{"name":"B","value":3,"unit":"allocs/op"})");
  ASSERT_TRUE(runs) << runs.error().message;
  const auto& figures = runs->front().result.figures;
  EXPECT_EQ(figures.at({"B", "real_time"}).value, 6);
  EXPECT_EQ(figures.at({"B", "value"}).value, 64);
  EXPECT_EQ(figures.at({"B", "allocs/op"}).value, 3);
}

TEST(ExchangeTest, LeavesOutTimesOfZero) {
  const auto runs = read_tool("googlecpp", R"({"name":"skipped","value":0,"unit":"ns/iter"},
      {"name":"b","value":6,"unit":"ns/iter"})");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_EQ(runs->front().result.figures.size(), 1u);
  EXPECT_THAT(runs->front().result.left_out,
              testing::ElementsAre("benchmark 'skipped' has a time of zero"));
}

TEST(ExchangeTest, ExportKeepsUnknownDirection) {
  HistoryRun run = now();
  run.result.figures[{"queue", "max"}] = {3, "", Better::kUnknown};
  run.result.figures[{"queue", "p99"}] = {3, "ms"};
  const auto again = import_runs(to_action_benchmark(std::vector{run}), HistoryRun{});
  ASSERT_TRUE(again) << again.error().message;
  ASSERT_EQ(again->size(), 2u);
  EXPECT_EQ((*again)[1].result.figures.at({"queue", "max"}).better, Better::kUnknown);
  EXPECT_EQ((*again)[0].result.figures.at({"queue", "p99"}).better, std::nullopt);
}

TEST(ExchangeTest, ReadsBencher) {
  const auto runs = import_runs(
      R"({"bm": {"latency": {"value": 88.5, "lower_value": 87, "upper_value": 90}, "throughput": {"value": 5}}})",
      now());
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_EQ((*runs)[0].time, now().time);
  EXPECT_DOUBLE_EQ(((*runs)[0].result.figures.at({"bm", "latency"}).value), 88.5);
}

TEST(ExchangeTest, ExportAndImportAreInverse) {
  HistoryRun run = now();
  run.result.figures[{"b x", "p99"}] = {0.25, "s"};
  run.result.figures[{"b x", "items_per_second"}] = {40, "/s"};
  const auto action = import_runs(to_action_benchmark(std::vector{run}), HistoryRun{});
  ASSERT_TRUE(action) << action.error().message;
  ASSERT_EQ(action->size(), 2u) << "one suite for each direction";
  EXPECT_EQ((*action)[0].time, run.time);
  EXPECT_EQ((*action)[0].commit(), "abc");
  EXPECT_DOUBLE_EQ(((*action)[0].result.figures.at({"b x", "p99"}).value), 0.25);
  EXPECT_DOUBLE_EQ(((*action)[1].result.figures.at({"b x", "items_per_second"}).value), 40);
  const auto bencher = import_runs(to_bencher(run), now());
  ASSERT_TRUE(bencher);
  EXPECT_EQ((*bencher)[0].result.figures.size(), 2u);
}

TEST(ExchangeTest, RejectsInvalidInput) {
  const auto error_of = [](std::string_view text) {
    const auto runs = import_runs(text, now());
    return runs ? std::string("none") : runs.error().message;
  };
  EXPECT_THAT(error_of("window.BENCHMARK_DATA = {"), HasSubstr("the JSON is incomplete"));
  EXPECT_THAT(error_of("[]"), HasSubstr("expected github-action-benchmark's data"));
  EXPECT_THAT(error_of("{}"), HasSubstr("no value"));
  EXPECT_THAT(error_of(R"({"entries":{"s":[{"benches":[]}]}})"), HasSubstr("without date"));
  EXPECT_THAT(error_of(R"({"a":{"b":{"value":"1"}}})"), HasSubstr("'a' has a measure 'b'"));
}

}  // namespace
}  // namespace traffic::detail::compare
