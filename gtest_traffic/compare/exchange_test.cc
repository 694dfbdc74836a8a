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
