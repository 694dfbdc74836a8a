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
  const auto quiet =
      only(compare_runs(runs("b", "real_time", kFast), runs("b", "real_time", kFast), {}));
  EXPECT_EQ(quiet.finding, Finding::kSame);
  CompareOptions strict;
  strict.same_within = 0.001;
  const auto noisy =
      only(compare_runs(runs("b", "real_time", kFast), runs("b", "real_time", kFast), strict));
  EXPECT_EQ(noisy.finding, Finding::kCannotTell);
  EXPECT_THAT(noisy.note, HasSubstr("0.1 % cannot be excluded"));
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

TEST(CompareBlocksTest, PairsRunsOfEachBlock) {
  // Drift that is a hundred times larger than the change does not hide the change.
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
