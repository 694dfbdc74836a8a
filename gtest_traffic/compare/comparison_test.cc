// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/comparison.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace traffic::detail::compare {
namespace {

using testing::HasSubstr;

std::vector<RunResult> runs(const std::string& benchmark, const std::string& metric,
                            const std::vector<double>& values, const std::string& unit = "ns") {
  std::vector<RunResult> out;
  for (const double value : values) {
    out.emplace_back();
    out.back().figures[{benchmark, metric}] = {value, unit};
  }
  return out;
}

const std::vector<double> kSlow = {110, 111, 112, 113, 114}, kFast = {100, 101, 102, 103, 104};

Comparison only(const Expected<Comparisons>& comparisons) {
  if (!comparisons || comparisons->rows.size() != 1) {
    ADD_FAILURE() << (comparisons ? "not one row" : comparisons.error().message);
    return {};
  }
  return comparisons->rows.front();
}

TEST(CompareRunsTest, ReportsSlowerAndFaster) {
  const auto slower =
      compare_runs(runs("b", "real_time", kFast), runs("b", "real_time", kSlow), {});
  EXPECT_EQ(only(slower).finding, Finding::kSlower);
  EXPECT_NEAR(*only(slower).change, 0.0985, 0.001);
  EXPECT_GT(only(slower).low, 0);
  EXPECT_EQ(exit_code(*slower, CannotTell::kFails), 1);
  const auto faster =
      compare_runs(runs("b", "real_time", kSlow), runs("b", "real_time", kFast), {});
  EXPECT_EQ(only(faster).finding, Finding::kFaster);
  EXPECT_LT(only(faster).high, 0);
  EXPECT_EQ(exit_code(*faster, CannotTell::kFails), 0);
}

TEST(CompareRunsTest, TreatsHigherThroughputAsFaster) {
  const auto row = only(
      compare_runs(runs("b", "items_per_second", kFast), runs("b", "items_per_second", kSlow), {}));
  EXPECT_EQ(row.finding, Finding::kFaster);
  EXPECT_NEAR(*row.change, 0.1, 0.01);
  EXPECT_LT(row.low, *row.change);
  EXPECT_GT(row.high, *row.change);
}

TEST(CompareRunsTest, CannotTellFromOneRunPerSide) {
  const auto comparisons =
      compare_runs(runs("b", "real_time", {100}), runs("b", "real_time", {300}), {});
  const auto row = only(comparisons);
  EXPECT_EQ(row.finding, Finding::kCannotTell);
  EXPECT_EQ(row.base_runs, 1u);
  EXPECT_EQ(row.low, -INFINITY);
  EXPECT_EQ(row.high, INFINITY);
  EXPECT_THAT(row.note, HasSubstr("1 and 1 runs are too few"));
  EXPECT_THAT(row.note, HasSubstr("4 runs per side"));
  EXPECT_EQ(exit_code(*comparisons, CannotTell::kFails), 3);
  EXPECT_EQ(exit_code(*comparisons, CannotTell::kPasses), 0);
}

TEST(CompareRunsTest, ReportsSameOnlyIfChangeIsExcluded) {
  const auto normal =
      only(compare_runs(runs("b", "real_time", kFast), runs("b", "real_time", kFast), {}));
  EXPECT_EQ(normal.finding, Finding::kSame);
  CompareOptions strict;
  strict.same_within = 0.001;
  const auto strict_result =
      only(compare_runs(runs("b", "real_time", kFast), runs("b", "real_time", kFast), strict));
  EXPECT_EQ(strict_result.finding, Finding::kCannotTell);
  EXPECT_THAT(strict_result.note, HasSubstr("0.1 % cannot be excluded"));
}

TEST(CompareRunsTest, EstimatesRequiredNumberOfRuns) {
  const auto note = [](double spread, double same_within) {
    std::vector<double> base, fresh;
    for (int i = 0; i < 6; ++i) {
      base.push_back(100 + spread * (i % 3));
      fresh.push_back(100 + spread * ((i + 1) % 3));
    }
    CompareOptions options;
    options.same_within = same_within;
    return only(compare_runs(runs("b", "real_time", base), runs("b", "real_time", fresh), options))
        .note;
  };
  EXPECT_THAT(note(10, 0.05), testing::ContainsRegex("about [0-9]+ runs per side are needed"));
  EXPECT_THAT(note(10, 0.0001), HasSubstr("more than 1,000 runs per side are needed"));
}

TEST(CompareRunsTest, ComparesZerosWithoutRatio) {
  const std::vector<double> none(5, 0.0), some = {1, 2, 3, 4, 5};
  EXPECT_EQ(only(compare_runs(runs("b", "errors", none), runs("b", "errors", none), {})).finding,
            Finding::kSame);
  const auto more = only(compare_runs(runs("b", "errors", none), runs("b", "errors", some), {}));
  EXPECT_EQ(more.finding, Finding::kSlower);
  EXPECT_FALSE(more.change);
  const auto mixed =
      only(compare_runs(runs("b", "x", {0, 1, 0, 1, 0}), runs("b", "x", {1, 0, 1, 0, 1}), {}));
  EXPECT_EQ(mixed.finding, Finding::kCannotTell);
  EXPECT_THAT(mixed.note, HasSubstr("zero or less"));
}

TEST(CompareRunsTest, ReportsMissingMetricsAndChangedUnits) {
  auto base = runs("b", "real_time", kFast);
  for (auto& run : base) run.figures[{"gone", "real_time"}] = {1, "ns"};
  auto fresh = runs("b", "real_time", kFast);
  for (auto& run : fresh) run.figures[{"added", "real_time"}] = {1, "ns"};
  const auto comparisons = compare_runs(base, fresh, {});
  ASSERT_TRUE(comparisons);
  ASSERT_EQ(comparisons->rows.size(), 2u);
  EXPECT_EQ(comparisons->rows[1].name.benchmark, "gone");
  EXPECT_EQ(comparisons->rows[1].finding, Finding::kCannotTell);
  EXPECT_THAT(comparisons->rows[1].note, HasSubstr("missing from NEW"));
  ASSERT_EQ(comparisons->notes.size(), 1u);
  EXPECT_THAT(comparisons->notes[0], HasSubstr("added"));
  const auto units = compare_runs(runs("b", "x", kFast, "ms"), runs("b", "x", kFast, "s"), {});
  ASSERT_FALSE(units);
  EXPECT_FALSE(compare_runs(runs("a", "x", kFast), runs("b", "x", kFast), {}));
}

TEST(CompareRunsTest, ReportsMetricsMissingFromSomeRuns) {
  auto base = runs("b", "real_time", kFast), fresh = runs("b", "real_time", kFast);
  fresh[1].figures.clear();
  fresh[1].figures[{"c", "real_time"}] = {1, "ns"};
  const auto comparisons = compare_runs(base, fresh, {});
  ASSERT_TRUE(comparisons);
  EXPECT_THAT(comparisons->notes,
              testing::Contains(
                  fmt::format("b real_time is missing from 1 of {} runs of NEW", fresh.size())));
}

TEST(CompareRunsTest, ComparesOnlySelectedMetrics) {
  auto base = runs("b", "real_time", kFast), fresh = runs("b", "real_time", kSlow);
  for (auto& run : base) run.figures[{"c", "p99"}] = {1, ""};
  for (auto& run : fresh) run.figures[{"c", "p99"}] = {1, ""};
  CompareOptions options;
  options.metrics = {"p*"};
  EXPECT_EQ(only(compare_runs(base, fresh, options)).name.metric, "p99");
  options.benchmarks = {"b"};
  EXPECT_FALSE(compare_runs(base, fresh, options));
}

TEST(CompareRunsTest, WarnsAboutDifferentMachines) {
  auto base = runs("b", "x", kFast), fresh = runs("b", "x", kFast);
  base[0].context["host_name"] = "one";
  fresh[0].context["host_name"] = "two";
  EXPECT_THAT(compare_runs(base, fresh, {})->notes, testing::Contains(HasSubstr("one and two")));
}

TEST(CompareRunsTest, DoesNotJudgeMetricWithoutDirection) {
  const auto changed =
      compare_runs(runs("cache_use", "rate", kFast), runs("cache_use", "rate", kSlow), {});
  EXPECT_EQ(only(changed).finding, Finding::kNotJudged);
  EXPECT_THAT(only(changed).note, HasSubstr("whether higher or lower values are better"));
  EXPECT_GT(only(changed).low, 0);
  EXPECT_EQ(exit_code(*changed, CannotTell::kFails), 3) << "nothing was judged";
  EXPECT_EQ(exit_code(*changed, CannotTell::kPasses), 0);
  const auto same =
      compare_runs(runs("cache_use", "rate", kFast), runs("cache_use", "rate", kFast), {});
  EXPECT_EQ(only(same).finding, Finding::kSame);
  auto base = runs("cache_use", "rate", kFast), fresh = runs("cache_use", "rate", kSlow);
  for (auto* side : {&base, &fresh})
    for (std::size_t i = 0; i < 5; ++i) (*side)[i].figures[{"b", "p99"}] = {kFast[i], "ms"};
  EXPECT_EQ(exit_code(*compare_runs(base, fresh, {}), CannotTell::kFails), 0);
}

TEST(CompareRunsTest, LowerChecksSubmetricIsRegression) {
  const auto row =
      only(compare_runs(runs("checks{page:order}", "value", {.99, .98, .99, .99, .98}),
                        runs("checks{page:order}", "value", {.8, .81, .8, .79, .8}), {}));
  EXPECT_EQ(row.finding, Finding::kSlower);
}

// Judged alone, one metric has p = 12 / 252. In many relabelings, one of the seven unchanged
// metrics differs as much.
TEST(CompareRunsTest, JudgesAllMetricsTogether) {
  auto base = runs("b", "m0", {100, 101, 102, 103, 107});
  auto fresh = runs("b", "m0", {104, 105, 106, 108, 100.5});
  const auto alone = only(compare_runs(base, fresh, {}));
  ASSERT_EQ(alone.details.front().first, "p");
  const double p = std::get<double>(alone.details.front().second);
  CompareOptions options;
  options.alpha = p;
  EXPECT_EQ(only(compare_runs(base, fresh, options)).finding, Finding::kSlower);
  for (std::size_t i = 0; i < 10; ++i) {
    RunResult& run = i < 5 ? base[i] : fresh[i - 5];
    for (std::size_t m = 1; m < 8; ++m) {
      const double value = 100 + static_cast<double>((i * (2 * m + 1) + m * m) % 11);
      run.figures[{"b", fmt::format("m{}", m)}] = {value, "ns"};
    }
  }
  const auto together = compare_runs(base, fresh, options);
  ASSERT_TRUE(together);
  ASSERT_EQ(together->rows.size(), 8u);
  EXPECT_NE(together->rows[0].finding, Finding::kSlower);
  EXPECT_THAT(together->rows[0].note, testing::AllOf(HasSubstr("for this metric alone (not used"),
                                                     HasSubstr("among 8 metrics")));
  EXPECT_NE(exit_code(*together, CannotTell::kFails), 1);
  EXPECT_EQ(together->rows[0].details[1].first, "p_among_all");
  EXPECT_GT(std::get<double>(together->rows[0].details[1].second), p);
}

TEST(CompareRunsTest, ClearChangeIsFoundAmongManyMetrics) {
  std::vector<RunResult> base(5), fresh(5);
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t m = 0; m < 20; ++m) {
      const std::string name = fmt::format("m{}", m);
      base[i].figures[{"b", name}] = {100 + static_cast<double>((i * 7 + m * 3) % 11), "ns"};
      fresh[i].figures[{"b", name}] = {100 + static_cast<double>((i * 5 + m * 9 + 4) % 11), "ns"};
    }
    fresh[i].figures[{"b", "m3"}].value += 20;
  }
  const auto found = compare_runs(base, fresh, {});
  ASSERT_TRUE(found);
  for (const Comparison& row : found->rows) {
    EXPECT_EQ(row.finding == Finding::kSlower, row.name.metric == "m3") << row.name.metric;
    EXPECT_NE(row.finding, Finding::kFaster) << row.name.metric;
  }
}

TEST(CompareRunsTest, NotesOmittedRowsAndUnmatchedPatterns) {
  auto base = runs("b", "real_time", kFast), fresh = runs("b", "real_time", kFast);
  fresh[0].left_out = fresh[3].left_out = {"benchmark 'c' was skipped"};
  CompareOptions options;
  options.metrics = {"real_time", "p5O"};
  EXPECT_THAT(compare_runs(base, fresh, options)->notes,
              testing::ElementsAre(
                  "left out in 2 of 5 runs of NEW: benchmark 'c' was skipped",
                  "--metrics: 'p5O' matches none of the metrics that the other options leave"));
}

TEST(CompareRunsTest, NamesMetricsIfNoneIsSelected) {
  CompareOptions options;
  options.metrics = {"p50*"};
  const auto none =
      compare_runs(runs("b", "real_time", kFast), runs("b", "real_time", kFast), options);
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message,
              testing::AllOf(HasSubstr("no common metric"), HasSubstr("b real_time")));
}

TEST(CompareBlocksTest, PairsRunsOfEachBlock) {
  // A drift that doubles the values with each block does not hide a change of 2 %.
  std::vector<double> base, fresh;
  for (int i = 0; i < 10; ++i) {
    base.push_back(100 * std::pow(2.0, i) * (1 + 0.001 * (i % 3)));
    fresh.push_back(102 * std::pow(2.0, i) * (1 + 0.001 * (i % 2)));
  }
  const auto row = only(compare_blocks(runs("b", "x", base), runs("b", "x", fresh), {}));
  EXPECT_EQ(row.finding, Finding::kSlower);
  EXPECT_NEAR(*row.change, 0.02, 0.002);
}

TEST(CompareBlocksTest, ReportsRequiredNumberOfBlocks) {
  const auto row = only(compare_blocks(runs("b", "x", {1, 1, 1}), runs("b", "x", {2, 2, 2}), {}));
  EXPECT_EQ(row.finding, Finding::kCannotTell);
  EXPECT_THAT(row.note, HasSubstr("3 blocks are too few"));
}

}  // namespace
}  // namespace traffic::detail::compare
