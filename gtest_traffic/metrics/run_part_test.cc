// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/run_part.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Returns a run of whole seconds; row i holds i requests.
Report report_of(std::size_t seconds, Duration warm_up = 0s) {
  Report report;
  report.warm_up = warm_up;
  report.elapsed = std::chrono::seconds(seconds) - warm_up;
  for (std::size_t i = 1; i <= seconds; ++i) {
    SeriesRow row;
    row.second = static_cast<double>(i);
    row.requests = i;
    row.started = 1;
    report.series.add(row);
  }
  return report;
}

std::vector<std::uint64_t> requests_in(const Windows& windows) {
  std::vector<std::uint64_t> counts;
  for (const RunPart& window : windows.all) counts.push_back(window.requests);
  return counts;
}

TEST(WindowsTest, StartAtEndOfWarmUp) {
  const Windows windows = windows_of(report_of(8, 2s), 3s);
  EXPECT_THAT(requests_in(windows), ElementsAre(3 + 4 + 5, 6 + 7 + 8));
  EXPECT_EQ(windows.all[0].from, 2);
  EXPECT_EQ(windows.all[1].to, 8);
  EXPECT_EQ(windows.all[1].seconds, 3);
}

TEST(WindowsTest, PartialWarmUpSecondIsExcluded) {
  EXPECT_THAT(requests_in(windows_of(report_of(4, 1500ms), 1s)), ElementsAre(3, 4));
}

TEST(WindowsTest, RemainderBelongsToLastWindow) {
  const Windows windows = windows_of(report_of(7), 3s);
  EXPECT_THAT(requests_in(windows), ElementsAre(1 + 2 + 3, 4 + 5 + 6 + 7));
  EXPECT_EQ(windows.all[1].seconds, 4);
  EXPECT_EQ(windows.all[1].to, 7);
}

TEST(WindowsTest, LateResponsesBelongToLastWindow) {
  Report report = report_of(6);
  report.elapsed = 4s;
  const Windows windows = windows_of(report, 2s);
  EXPECT_THAT(requests_in(windows), ElementsAre(1 + 2, 3 + 4 + 5 + 6));
  EXPECT_EQ(windows.all[1].seconds, 2) << "the rate uses the run time only";
  EXPECT_EQ(windows.all[1].to, 4);
}

TEST(WindowsTest, InterruptedRunMayHaveNoWindows) {
  Report report = report_of(3);
  report.elapsed = 2500ms;
  EXPECT_THAT(windows_of(report, 3s).all, IsEmpty());
  EXPECT_THAT(windows_of(report_of(2), 3s).all, IsEmpty());
  EXPECT_THAT(windows_of(Report{}, 3s).all, IsEmpty());
}

TEST(WindowsTest, LongRunRoundsWindowsUpToRows) {
  const Windows windows = windows_of(report_of(2000), 3s);
  EXPECT_EQ(windows.seconds, 4);
  EXPECT_THAT(windows.all, SizeIs(500));
  EXPECT_EQ(windows_of(report_of(100), 1500ms).seconds, 2);
  EXPECT_EQ(windows_of(report_of(100), 3s).seconds, 3);
}

Report staged(std::initializer_list<const char*> stages) {
  Report report;
  for (const char* const stage : stages) {
    SeriesRow row;
    row.second = static_cast<double>(report.series.rows().size() + 1);
    row.stage = stage;
    row.requests = 1U << report.series.rows().size();
    report.series.add(row);
  }
  report.elapsed = std::chrono::seconds(stages.size());
  return report;
}

TEST(RunPartTest, IncludesAllStagesWithSameName) {
  const Report report = staged({"base", "spike", "base", "base", "spike", "base", "base", "base"});
  EXPECT_EQ(during_stage(report, "spike").requests, 0b10010U);
  EXPECT_EQ(after_stage(report, "spike", 0s).requests, 0b11101100U);
  EXPECT_EQ(after_stage(report, "spike", 1s).requests, 0b11001000U);
  EXPECT_EQ(after_stage(report, "spike", 2500ms).requests, 0U);
  EXPECT_EQ(after_stage(report, "spike", 2s).seconds, 1);
  EXPECT_EQ(after_stage(report, "base", 0s).requests, 0b10010U);
  EXPECT_THAT(stages_of(report), ElementsAre("base", "spike"));
}

TEST(RunPartTest, ExcludesWarmUp) {
  Report report = staged({"base", "base", "spike", "spike", "base"});
  report.warm_up = 3s;
  report.elapsed = 2s;
  EXPECT_EQ(during_stage(report, "spike").requests, 0b1000U);
  EXPECT_EQ(during_stage(report, "spike").seconds, 1);
  EXPECT_EQ(after_stage(report, "spike", 0s).requests, 0b10000U);
}

TEST(RunPartTest, ComputesEveryMetric) {
  Histogram times;
  times.record(100ms, 90);
  times.record(1s, 10);
  RunPart part;
  part.seconds = 10;
  part.started = 50;
  part.requests = 100;
  part.errors = 5;
  part.response_time = Distribution(times);
  const auto value = [&](Metric::Kind kind, double percentile = 0) {
    return part.value({kind, percentile});
  };
  EXPECT_NEAR(value(Metric::Kind::kPercentile, 50), 0.1, 0.0016);
  EXPECT_NEAR(value(Metric::Kind::kPercentile, 99), 1, 0.016);
  EXPECT_NEAR(value(Metric::Kind::kMean), 0.19, 0.19 * 0.016);
  EXPECT_EQ(value(Metric::Kind::kMax), 1);
  EXPECT_EQ(value(Metric::Kind::kErrorRate), 0.05);
  EXPECT_EQ(value(Metric::Kind::kChecks), 0.95);
  EXPECT_EQ(value(Metric::Kind::kErrors), 5);
  EXPECT_EQ(value(Metric::Kind::kAchievedRate), 5);
  EXPECT_EQ(value(Metric::Kind::kRequestRate), 10);
  EXPECT_EQ(value(Metric::Kind::kRequests), 100);
}

}  // namespace
}  // namespace traffic::detail
