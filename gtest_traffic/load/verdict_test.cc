// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/verdict.h"

#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

// An open run without problems: 2,000 arrivals in ten seconds, with responses after 20 ms.
Report good_run() {
  Report report;
  report.elapsed = 10s;
  report.offered = 2000;
  report.started = 2000;
  report.total.requests = 2000;
  report.total.response_time.record(20ms, 2000);
  report.total.service_time.record(20ms, 2000);
  report.generator.loop_lag.record(1ms, 2000);
  report.generator.host_stall.record(1ms, 1000);
  return report;
}

Report judged(Report report, const std::vector<Gate>& gates = {}) {
  judge(report, gates);
  return report;
}

auto gate_fails(const std::string& text) {
  return AllOf(Field(&GateResult::gate, text), Field(&GateResult::verdict, Verdict::kFail));
}

TEST(VerdictTest, PassesCompleteRunWithoutErrors) {
  const Report report = judged(good_run(), {p99 < 50ms, achieved_rate >= per_second(199)});
  EXPECT_EQ(report.verdict, Verdict::kPass);
  EXPECT_THAT(report.invalid_because, IsEmpty());
  EXPECT_EQ(report.gates.size(), 2U);
}

TEST(VerdictTest, MissingDescriptorsOrPortsMakeRunInvalid) {
  Report report = good_run();
  report.total.errors = 3;
  report.total.failures["no-resources"] = 3;
  EXPECT_EQ(judged(report).verdict, Verdict::kInvalid);
  EXPECT_THAT(judged(report).invalid_because,
              testing::HasSubstr("3 requests had no file descriptor or no local port"));
}

TEST(VerdictTest, FailedGateFailsRun) {
  const Report report = judged(good_run(), {p99 < 50ms, p99 < 10ms});
  EXPECT_EQ(report.verdict, Verdict::kFail);
  EXPECT_EQ(report.gates[0].verdict, Verdict::kPass);
  EXPECT_THAT(report.gates[1], gate_fails("p99<10ms"));
}

TEST(VerdictTest, UnexpectedErrorFailsRun) {
  Report report = good_run();
  report.total.errors = 1;
  EXPECT_EQ(judged(report).verdict, Verdict::kFail);
  EXPECT_THAT(judged(report).gates, ElementsAre(gate_fails("errors<=0")));
  EXPECT_EQ(judged(report, {p99 < 50ms}).verdict, Verdict::kFail);
  EXPECT_EQ(judged(report, {error_rate < 0.1_percent}).verdict, Verdict::kPass);
  EXPECT_EQ(judged(report, {errors < 2}).verdict, Verdict::kPass);
  report.total.errors = 3;
  EXPECT_EQ(judged(report, {error_rate < 0.1_percent}).verdict, Verdict::kFail);
}

TEST(VerdictTest, ChecksOrWindowGatesAllowErrors) {
  Report report = good_run();
  report.total.errors = 1;
  SeriesRow row;
  row.second = row.length = 10;
  row.stage = "spike";
  row.requests = 2000;
  row.errors = 1;
  report.series.add(row);
  EXPECT_EQ(judged(report, {checks > 99_percent}).verdict, Verdict::kPass);
  EXPECT_EQ(judged(report, {checks > 99.99_percent}).verdict, Verdict::kFail);
  EXPECT_EQ(judged(report, {error_rate.every(10s) < 1_percent}).verdict, Verdict::kPass);
  // These gates do not cover other times or other steps.
  EXPECT_THAT(judged(report, {error_rate.during(stage("spike")) < 1_percent}).gates,
              testing::Contains(gate_fails("errors<=0")));
  report.steps["GET /"].requests = 1000;
  EXPECT_THAT(judged(report, {error_rate.of("GET /") < 1_percent}).gates,
              testing::Contains(gate_fails("errors<=0")));
}

TEST(VerdictTest, FailedCheckOutsideRequestFailsRun) {
  Report report = good_run();
  report.failures.push_back({.count = 1, .outside = 1});
  EXPECT_THAT(judged(report).gates, ElementsAre(gate_fails("failures<=0")));
  EXPECT_EQ(judged(report).verdict, Verdict::kFail);
}

TEST(VerdictTest, WarmUpFailuresDoNotFailRun) {
  Report report = good_run();
  report.failures.push_back({.step = "GET /", .count = 41});
  EXPECT_EQ(judged(report).verdict, Verdict::kPass);
}

TEST(VerdictTest, DroppedArrivalsFailRun) {
  Report report = good_run();
  report.started = 1900;
  report.dropped = 100;
  EXPECT_THAT(judged(report).gates, ElementsAre(gate_fails("dropped<=0")));
  EXPECT_EQ(judged(report).verdict, Verdict::kFail);
  EXPECT_EQ(judged(report, {dropped <= 100}).verdict, Verdict::kPass);
  EXPECT_EQ(judged(report, {achieved_rate >= per_second(180)}).verdict, Verdict::kPass);
}

TEST(VerdictTest, UndeliveredLoadMakesRunInvalid) {
  Report report = good_run();
  report.started = 1989;
  report.generator.loop_lag.record(3s, 40);
  report = judged(report, {p99 < 50ms, error_rate < 1_percent});
  EXPECT_EQ(report.verdict, Verdict::kInvalid);
  EXPECT_THAT(report.invalid_because,
              AllOf(HasSubstr("11 of 2000 arrivals did not start"), HasSubstr("lag p99 3 s"),
                    HasSubstr("late by p99 1 ms"), HasSubstr("sleep_for")));
  for (const GateResult& gate : report.gates) EXPECT_EQ(gate.verdict, Verdict::kInvalid);
  report.generator.cpu_share = 0.9;
  EXPECT_THAT(judged(report).invalid_because, HasSubstr("more --traffic_workers"));
}

TEST(VerdictTest, ToleratesHalfPercentUndelivered) {
  Report report = good_run();
  report.started = 1990;
  EXPECT_EQ(judged(report).verdict, Verdict::kPass);
}

TEST(VerdictTest, DroppedArrivalsDoNotMakeRunInvalid) {
  Report report = good_run();
  report.started = 500;
  report.dropped = 1500;
  EXPECT_EQ(judged(report).verdict, Verdict::kFail);
}

TEST(VerdictTest, LateArrivalsMakeRunInvalidUnlessHostStalled) {
  Report report = good_run();
  report.generator.late_arrivals = 11;
  EXPECT_EQ(judged(report).verdict, Verdict::kInvalid);
  EXPECT_THAT(judged(report).invalid_because,
              HasSubstr("11 of 2000 arrivals started over 100 ms late"));
  report.generator.late_arrivals = 10;
  EXPECT_EQ(judged(report).verdict, Verdict::kPass);
  report.generator.late_arrivals = 500;
  report.generator.host_stall.record(150ms);
  EXPECT_EQ(judged(report, {p50 < 50ms}).verdict, Verdict::kPass);
}

TEST(VerdictTest, LatencyOnlyFromLoopMakesRunInvalid) {
  Report report = good_run();
  report.total.response_time.record(300ms, 200);
  report.total.service_time.record(20ms, 200);
  report.total.requests = 2200;
  // Few users and a slow target: arrivals wait, but not because of the generator.
  EXPECT_EQ(judged(report, {p99 < 100ms}).verdict, Verdict::kFail);
  report.generator.loop_lag.record(250ms, 200);
  report = judged(report, {p99 < 100ms});
  EXPECT_EQ(report.verdict, Verdict::kInvalid);
  EXPECT_THAT(report.invalid_because, HasSubstr("the event loop lagged"));
}

TEST(VerdictTest, LatencyFarBeyondLagFails) {
  Report report = good_run();
  report.total.response_time.clear();
  report.total.response_time.record(617ms, 2000);
  report.generator.loop_lag.record(14ms, 2000);
  EXPECT_EQ(judged(report, {p50 < 300ms}).verdict, Verdict::kFail);
  EXPECT_EQ(judged(report, {p50 < 610ms}).verdict, Verdict::kInvalid);
}

// A generator that did not deliver all of the load, with a target that also fails.
TEST(VerdictTest, LoadInDoubtKeepsCertainFailures) {
  Report report = good_run();
  report.started = 1900;
  EXPECT_EQ(judged(report).verdict, Verdict::kInvalid);
  report.total.errors = 1000;
  report.total.statuses[500] = 1000;
  for (const auto& gates : {std::vector<Gate>{}, {error_rate < 1_percent}, {p50 < 1ms}}) {
    const Report failed = judged(report, gates);
    EXPECT_EQ(failed.verdict, Verdict::kFail);
    EXPECT_THAT(failed.invalid_because, HasSubstr("100 of 2000 arrivals did not start"));
    EXPECT_THAT(failed, testing::Not(p50 < 50ms))
        << "no gate passes if the generator limited the run";
  }
  report.total.errors = 0;
  report.failures.push_back({.step = "SetUp", .count = 1, .outside = 1});
  EXPECT_THAT(judged(report).gates, ElementsAre(gate_fails("failures<=0")));
  report.set_up.failures["no-resources"] = 1;
  EXPECT_EQ(judged(report).verdict, Verdict::kInvalid);
}

TEST(VerdictTest, LoadInDoubtExcusesPossibleFailures) {
  Report report = good_run();
  report.started = 1900;
  report.total.errors = 40;
  report.total.failures["read-timeout"] = 40;
  report.unfinished = 3;
  const Report doubtful = judged(report);
  EXPECT_EQ(doubtful.verdict, Verdict::kInvalid);
  EXPECT_EQ(doubtful.gates.size(), 2U);
  for (const GateResult& gate : doubtful.gates) EXPECT_EQ(gate.verdict, Verdict::kInvalid);
}

TEST(VerdictTest, TooFewSamplesMakeRunInvalid) {
  Report report = good_run();
  report.total.requests = 500;
  EXPECT_EQ(judged(report, {p99 < 100ms}).verdict, Verdict::kInvalid);
  EXPECT_THAT(judged(report, {p99 < 100ms}).invalid_because,
              HasSubstr("p99 needs at least 1,000 requests, has 500"));
  report.total.errors = 500;
  report = judged(report, {p99 < 100ms, error_rate < 1_percent});
  EXPECT_EQ(report.verdict, Verdict::kFail);
  EXPECT_THAT(report.invalid_because, IsEmpty());
}

TEST(VerdictTest, EmptyMeasurementMakesRunInvalid) {
  Report open;
  EXPECT_EQ(judged(open).verdict, Verdict::kInvalid);
  Report closed;
  closed.model = LoadModel::kClosed;
  EXPECT_EQ(judged(closed).verdict, Verdict::kInvalid);
  EXPECT_THAT(judged(closed).invalid_because, HasSubstr("no request was made"));
  closed.failures.push_back({.step = "GET /", .count = 1});  // of the warm-up
  EXPECT_EQ(judged(closed).verdict, Verdict::kInvalid);
  closed.failures.push_back(
      {.step = "SetUp", .count = 1, .outside = 1});  // explains why there were no requests
  EXPECT_EQ(judged(closed).verdict, Verdict::kFail);
}

TEST(VerdictTest, StepGateAllowsNoOtherErrors) {
  Report report = good_run();
  report.total.errors = 5;
  report.steps["GET /health"].requests = 100;
  EXPECT_EQ(judged(report, {error_rate.of("GET /health") < 1.0_percent}).verdict, Verdict::kFail);
  EXPECT_EQ(judged(report, {errors > 1}).verdict, Verdict::kFail);
}

TEST(VerdictTest, ErrorGateAllowsNoOutsideFailures) {
  Report report = good_run();
  report.failures.push_back({.step = "SetUp", .count = 3, .outside = 3});
  EXPECT_EQ(judged(report, {error_rate < 1.0_percent}).verdict, Verdict::kFail);
  report.total.errors = 1;
  EXPECT_EQ(judged(report, {error_rate < 1.0_percent}).verdict, Verdict::kFail);
}

TEST(VerdictTest, UnfinishedJourneysFailRun) {
  Report report = good_run();
  report.unfinished = 2;
  EXPECT_THAT(judged(report).gates, ElementsAre(gate_fails("unfinished<=0")));
  report.interrupted = true;
  EXPECT_EQ(judged(report).verdict, Verdict::kPass);
}

TEST(VerdictTest, EarlyEndFailsUnlessGateIsInvalid) {
  Report report = good_run();
  const Gate gate = p99 < 250ms;
  const GateResult failed_gate{gate.text(), Verdict::kFail, "aborted after 1 s"};
  judge(report, {gate}, failed_gate);
  EXPECT_EQ(report.verdict, Verdict::kFail);
  EXPECT_THAT(report.gates, testing::Contains(gate_fails("abort_early")));
  report.total.response_time.clear();
  report.total.requests = 0;
  judge(report, {gate}, failed_gate);
  EXPECT_EQ(report.verdict, Verdict::kInvalid);
  EXPECT_EQ(report.gates.front().verdict, Verdict::kInvalid);
}

TEST(VerdictTest, MissingUsersMakeRunInvalid) {
  Report report = good_run();
  report.generator.refused_users = 7;
  EXPECT_EQ(judged(report).verdict, Verdict::kInvalid);
  EXPECT_THAT(judged(report).invalid_because, HasSubstr("7 users"));
}

TEST(VerdictTest, ArrivalsWithoutRequestsMakeRunInvalid) {
  Report report = good_run();
  report.total = {};
  EXPECT_EQ(judged(report).verdict, Verdict::kInvalid);
}

TEST(VerdictTest, SecondJudgmentReplacesFirst) {
  Report report = judged(good_run(), {p99 < 10ms});
  judge(report, {p99 < 50ms});
  EXPECT_EQ(report.verdict, Verdict::kPass);
  EXPECT_EQ(report.gates.size(), 1U);
}

}  // namespace
}  // namespace traffic::detail
