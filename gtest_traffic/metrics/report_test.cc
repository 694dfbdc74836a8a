// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

StepStatistics row(std::uint64_t requests, std::uint64_t errors, Duration time) {
  StepStatistics result;
  result.requests = requests;
  result.errors = errors;
  result.statuses = {{200, requests - errors}};
  if (errors > 0) result.statuses[500] = errors;
  result.response_time.record(time, requests);
  return result;
}

Report shard(Duration time) {
  Report report;
  report.name = "spike";
  report.elapsed = 10s;
  report.offered = 100;
  report.started = 90;
  report.dropped = 10;
  report.total = row(100, 5, time);
  report.steps["GET /"] = row(100, 5, time);
  report.journeys["Shopper.Browses"].started = 90;
  report.failures = {{.step = "GET /", .file = "shop.cc", .line = 7, .count = 5}};
  Histogram times;
  times.record(time, 60);
  report.series.add({.second = 1, .requests = 60, .response_time = Distribution(times)});
  report.series.add({.second = 2, .requests = 40});
  report.generator.cpu_share = 0.5;
  report.generator.late_arrivals = 2;
  report.gates = {{"p99<1s", Verdict::kPass, "p99 is 1 ms"}};
  return report;
}

TEST(VerdictToStringTest, NamesVerdicts) {
  EXPECT_EQ(to_string(Verdict::kPass), "pass");
  EXPECT_EQ(to_string(Verdict::kFail), "fail");
  EXPECT_EQ(to_string(Verdict::kInvalid), "invalid");
}

TEST(ReportTest, RatesUseMeasuredWindow) {
  const Report report = shard(1ms);
  EXPECT_EQ(report.offered_rate(), per_second(10));
  EXPECT_EQ(report.achieved_rate(), per_second(9));
  EXPECT_EQ(report.request_rate(), per_second(10));
  EXPECT_EQ(report.error_rate(), 5_percent);
}

TEST(ReportTest, EmptyReportHasZeroRates) {
  EXPECT_EQ(Report().achieved_rate(), per_second(0));
  EXPECT_EQ(Report().error_rate(), 0_percent);
}

TEST(ReportTest, FindsSteps) {
  const Report report = shard(1ms);
  ASSERT_NE(report.step("GET /"), nullptr);
  EXPECT_EQ(report.step("GET /")->requests, 100U);
  EXPECT_EQ(report.step("GET"), nullptr);
}

TEST(ReportTest, MergesShards) {
  Report report = shard(1ms);
  Report other = shard(3ms);
  other.steps["GET /cart"] = row(1, 0, 2ms);
  other.series.add({.second = 3, .requests = 7});
  report.step_series["GET /a"].add({.second = 1, .requests = 2});
  other.step_series["GET /a"].add({.second = 1, .requests = 3});
  other.step_series["GET /b"].add({.second = 1, .requests = 4});
  other.generator.cpu_share = 1;
  report.merge(other);
  EXPECT_EQ(report.elapsed, 10s);
  EXPECT_EQ(report.achieved_rate(), per_second(18));
  EXPECT_EQ(report.dropped, 20U);
  EXPECT_EQ(report.total.response_time.min(), 1ms);
  EXPECT_EQ(report.total.response_time.max(), 3ms);
  EXPECT_EQ(report.total.response_time.count(), 200U);
  EXPECT_THAT(report.total.statuses, ElementsAre(Pair(200, 190), Pair(500, 10)));
  EXPECT_EQ(report.steps.size(), 2U);
  EXPECT_EQ(report.journeys.at("Shopper.Browses").started, 180U);
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_EQ(report.failures[0].count, 10U);
  const std::vector<SeriesRow>& rows = report.series.rows();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].requests, 120U);
  EXPECT_EQ(rows[0].response_time.max(), 3ms);
  EXPECT_EQ(rows[0].response_time.count(), 120U);
  EXPECT_EQ(rows[2].requests, 7U);
  EXPECT_EQ(report.step_series.at("GET /a").rows().at(0).requests, 5U);
  EXPECT_EQ(report.step_series.at("GET /b").rows().at(0).requests, 4U);
  EXPECT_EQ(report.generator.workers, 2U);
  EXPECT_EQ(report.generator.late_arrivals, 4U);
  EXPECT_DOUBLE_EQ(report.generator.cpu_share, 0.75);
  EXPECT_THAT(report.gates, IsEmpty());
}

TEST(ReportTest, InvalidShardInvalidatesMergedReport) {
  Report report = shard(1ms);
  report.verdict = Verdict::kFail;
  report.merge(shard(1ms));
  EXPECT_EQ(report.verdict, Verdict::kPass);
  Report invalid = shard(1ms);
  invalid.verdict = Verdict::kInvalid;
  invalid.invalid_because = "the event loop lagged";
  report.merge(invalid);
  report.merge(invalid);
  EXPECT_EQ(report.verdict, Verdict::kInvalid);
  EXPECT_EQ(report.invalid_because, "the event loop lagged");
}

TEST(ReportTest, MergeClearsInsufficientDataVerdict) {
  Report shard;
  shard.verdict = Verdict::kInvalid;
  shard.invalid_because = "not enough data: p99 needs 1,000";
  shard.gates = {{"p99<250ms", Verdict::kInvalid, shard.invalid_because}};
  Report whole = shard;
  whole.merge(shard);
  EXPECT_EQ(whole.invalid_because, "");
  EXPECT_EQ(whole.verdict, Verdict::kPass);
}

TEST(ReportTest, PrintsOneLine) {
  EXPECT_EQ(testing::PrintToString(shard(1ms)),
            "report spike: pass, 100 requests, 5 errors (5 %), p50 1 ms, p99 1 ms, max 1 ms");
}

}  // namespace
}  // namespace traffic::detail
