// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

struct Second {
  Duration time;
  std::uint64_t requests = 100;
  std::uint64_t errors = 0;
  const char* stage = "";
};

Report report_of(const std::vector<Second>& seconds) {
  Report report;
  for (const Second& second : seconds) {
    Histogram times;
    times.record(second.time, second.requests);
    SeriesRow row;
    row.second = static_cast<double>(report.series.rows().size() + 1);
    row.started = second.requests / 2;
    row.requests = second.requests;
    row.errors = second.errors;
    row.response_time = Distribution(times);
    row.stage = second.stage;
    report.series.add(row);
    report.total.requests += second.requests;
    report.total.errors += second.errors;
    report.total.response_time.merge(times);
    report.total.service_time.merge(times);
  }
  report.elapsed = std::chrono::seconds(seconds.size());
  return report;
}

TEST(WindowGateTest, JudgesEveryWindow) {
  const Report report = report_of({{10ms}, {10ms}, {10ms}, {300ms}, {10ms}, {10ms}});
  EXPECT_EQ((p50 < 50ms).judge(report).verdict, Verdict::kPass);
  const GateResult failed = (p90.every(2s) < 50ms).judge(report);
  EXPECT_EQ(failed.verdict, Verdict::kFail);
  EXPECT_EQ(failed.gate, "p90 every 2s<50ms");
  EXPECT_THAT(failed.detail,
              AllOf(HasSubstr("1 of 3 windows of 2 s fails; worst window (2 s to 4 s): "
                              "p90 is about 29"),
                    HasSubstr(" ms, over 200 requests")));
  const GateResult passed = (p90.every(2s) < 350ms).judge(report);
  EXPECT_EQ(passed.verdict, Verdict::kPass);
  EXPECT_THAT(passed.detail, HasSubstr("0 of 3 windows of 2 s fail; worst window (2 s to 4 s)"));
}

// Adds a step with these seconds to a report of the same length.
void add_step(Report& report, const std::string& name, const std::vector<Second>& seconds) {
  const Report of_step = report_of(seconds);
  report.steps[name] = of_step.total;
  report.step_series[name] = of_step.series;
}

TEST(WindowGateTest, JudgesEveryWindowOfStep) {
  Report report = report_of({{10ms}, {10ms}, {10ms}, {10ms}});
  add_step(report, "POST /orders", {{10ms, 50}, {10ms, 50}, {300ms, 50, 5}, {10ms, 50}});
  EXPECT_EQ((p90.every(2s) < 50ms).judge(report).verdict, Verdict::kPass);
  const GateResult failed = (p90.of("POST /orders").every(2s) < 50ms).judge(report);
  EXPECT_EQ(failed.verdict, Verdict::kFail);
  EXPECT_EQ(failed.gate, "p90[POST /orders] every 2s<50ms");
  EXPECT_THAT(failed.detail,
              AllOf(HasSubstr("1 of 2 windows of 2 s fails; worst window (2 s to 4 s): "),
                    HasSubstr("over 100 requests")));
  EXPECT_EQ((error_rate.of("POST /orders").every(1s) < 5_percent).judge(report).detail,
            "1 of 4 windows of 1 s fails; worst window (2 s to 3 s): error_rate is 10 %, over 50 "
            "requests");
  EXPECT_EQ((p99.of("POST /orders").every(1s) < 1s).judge(report).verdict, Verdict::kInvalid);
}

TEST(WindowGateTest, JudgesStepDuringAndAfterStage) {
  Report report = report_of({{10ms, 100, 0, "spike"}, {10ms, 100, 0, "calm"}});
  add_step(report, "GET /a", {{300ms, 100, 0, "spike"}, {20ms, 100, 0, "calm"}});
  EXPECT_EQ((p90.of("GET /a").during(stage("spike")) < 50ms).judge(report).verdict, Verdict::kFail);
  EXPECT_EQ((p90.during(stage("spike")) < 50ms).judge(report).verdict, Verdict::kPass);
  EXPECT_EQ((p90.of("GET /a").after(stage("spike")) < 50ms).judge(report).verdict, Verdict::kPass);
}

TEST(WindowGateTest, ExplainsWhyStepHasNoWindows) {
  Report report = report_of({{10ms}, {10ms}});
  report.steps["GET /a"] = report.total;
  report.journeys["Shopper.Buys"].completed = 1;
  const auto detail = [&](const char* scope) {
    const GateResult result = (p50.of(scope).every(1s) < 1s).judge(report);
    EXPECT_EQ(result.verdict, Verdict::kFail) << scope;
    return result.detail;
  };
  EXPECT_EQ(detail("GET /a"),
            "the load has no figures of 'GET /a' over time, because it ran without this gate; give "
            "the gate to the load");
  EXPECT_EQ(detail("Shopper.Buys"),
            "a journey has no metrics over time; judge 'Shopper.Buys' over the whole run, or one "
            "of its steps over time");
  EXPECT_THAT(detail("GET /b"), HasSubstr("there is no step or journey 'GET /b'"));
}

TEST(WindowGateTest, ReportsWorstWindow) {
  const Report report = report_of({{10ms, 100, 1}, {20ms, 50, 2}, {30ms, 200, 0}});
  EXPECT_EQ((error_rate.every(1s) < 2_percent).judge(report).detail,
            "1 of 3 windows of 1 s fails; worst window (1 s to 2 s): error_rate is 4 %, over 50 "
            "requests");
  EXPECT_EQ(
      (checks.every(1s) > 97_percent).judge(report).detail,
      "1 of 3 windows of 1 s fails; worst window (1 s to 2 s): checks is 96 %, over 50 requests");
  EXPECT_EQ((request_rate.every(1s) >= per_second(60)).judge(report).detail,
            "1 of 3 windows of 1 s fails; worst window (1 s to 2 s): request_rate is 50/s");
  EXPECT_EQ((achieved_rate.every(1s) >= per_second(60)).judge(report).detail,
            "2 of 3 windows of 1 s fail; worst window (1 s to 2 s): achieved_rate is 25/s");
  EXPECT_EQ(
      (max_response_time.every(1s) < 25ms).judge(report).detail,
      "1 of 3 windows of 1 s fails; worst window (2 s to 3 s): max is 30 ms, over 200 requests");
  EXPECT_EQ((mean.every(1s) < 40ms).judge(report).verdict, Verdict::kPass);
}

TEST(WindowGateTest, SparseWindowIsNotEnoughData) {
  const GateResult sparse = (p99.every(1s) < 1s).judge(report_of({{10ms, 1000}, {10ms, 999}}));
  EXPECT_EQ(sparse.verdict, Verdict::kInvalid);
  EXPECT_THAT(sparse.detail,
              testing::StartsWith("not enough data: 1 of 2 windows of 1 s has fewer than the 1,000 "
                                  "requests that p99 needs; 0 of 2"));
  EXPECT_EQ((p99.every(1s) < 1s).judge(report_of({{10ms, 5}})).detail,
            "not enough data: 1 of 1 windows of 1 s has fewer than the 1,000 requests that p99 "
            "needs");
  EXPECT_EQ((p99.every(1s) < 1s).judge(report_of({{2s, 1000}, {10ms, 0}})).verdict, Verdict::kFail)
      << "one window is enough to fail";
  EXPECT_EQ((p50.every(5s) < 1s).judge(report_of({{10ms}})).detail,
            "not enough data: no window of 5 s fits into the 1 s measured");
}

TEST(WindowGateTest, ReportsLongerWindowsOfLongRun) {
  const Report report = report_of(std::vector<Second>(1801, {10ms, 20}));
  const GateResult result = (p50.every(3s) < 50ms).judge(report);
  EXPECT_EQ(result.verdict, Verdict::kPass);
  EXPECT_THAT(result.detail,
              HasSubstr("windows of 4 s (rounded up from 3 s to whole rows of the series) fail;"));
}

TEST(WindowGateTest, LoopLagMakesLateWindowInvalid) {
  Report report = report_of({{10ms}, {300ms}});
  report.total.service_time = Histogram();
  report.total.service_time.record(10ms, 200);
  EXPECT_EQ((p50.every(1s) < 50ms).judge(report).verdict, Verdict::kFail);
  report.generator.loop_lag.record(30ms, 100);
  EXPECT_EQ((p50.every(1s) < 50ms).judge(report).verdict, Verdict::kFail);
  report.generator.loop_lag.record(290ms, 1);
  report.generator.loop_lag.record(260ms, 99);
  const GateResult doubtful = (p50.every(1s) < 50ms).judge(report);
  EXPECT_EQ(doubtful.verdict, Verdict::kInvalid);
  EXPECT_THAT(doubtful.detail, HasSubstr("but the event loop lagged"));
}

Report spiky() {
  return report_of({{10ms, 100, 0, "base"},
                    {200ms, 400, 40, "spike"},
                    {100ms, 100, 1, "base"},
                    {20ms, 100, 0, "base"},
                    {20ms, 100, 0, "base"}});
}

TEST(StageGateTest, JudgesRecovery) {
  EXPECT_EQ((p90.after(stage("spike"), 1s) < 50ms).judge(spiky()).verdict, Verdict::kPass);
  const GateResult failed = (p90.after(stage("spike")) < 50ms).judge(spiky());
  EXPECT_EQ(failed.verdict, Verdict::kFail);
  EXPECT_EQ(failed.gate, "p90 after spike<50ms");
  EXPECT_THAT(failed.detail,
              AllOf(HasSubstr("p90 is about "), HasSubstr(", over 300 requests from 0 s after "
                                                          "'spike'")));
  EXPECT_EQ((errors.after(stage("spike"), 1s) <= 0).judge(spiky()).detail,
            "errors is 0, over 200 requests from 1 s after 'spike'");
}

TEST(StageGateTest, JudgesSingleStage) {
  EXPECT_EQ((error_rate.during(stage("spike")) < 5_percent).judge(spiky()).detail,
            "error_rate is 10 %, over 400 requests during 'spike'");
  EXPECT_EQ((request_rate.during(stage("spike")) >= per_second(400)).judge(spiky()).verdict,
            Verdict::kPass);
  EXPECT_EQ((p99.during(stage("spike")) < 1s).judge(spiky()).detail,
            "not enough data: p99 needs at least 1,000 requests, has 400 during 'spike'");
}

TEST(StageGateTest, MissingStageDoesNotPass) {
  const GateResult unknown = (p50.after(stage("spyke")) < 1s).judge(spiky());
  EXPECT_EQ(unknown.verdict, Verdict::kFail);
  EXPECT_EQ(unknown.detail, "there is no stage 'spyke' (did you mean 'spike'?)");
  EXPECT_EQ((p50.after(stage("x")) < 1s).judge(report_of({{1ms}})).detail,
            "there is no stage 'x': the report's stages have no names");
  const GateResult late = (errors.after(stage("spike"), 1h) <= 0).judge(spiky());
  EXPECT_EQ(late.verdict, Verdict::kInvalid);
  EXPECT_EQ(late.detail, "not enough data: no whole second was measured from 1 h after 'spike'");
}

}  // namespace
}  // namespace traffic::detail
