// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

StepStatistics row(Duration time, std::uint64_t count) {
  StepStatistics result;
  result.requests = count;
  result.response_time.record(time, count);
  result.service_time.record(time, count);
  return result;
}

Report report_of(Duration time, std::uint64_t count = 10000) {
  Report report;
  report.elapsed = 10s;
  report.started = 500;
  report.total = row(time, count);
  report.steps["POST /api/payments"] = row(time, count);
  return report;
}

std::string explain(const Gate& gate, const Report& report) {
  testing::StringMatchResultListener listener;
  testing::ExplainMatchResult(gate, report, &listener);
  return listener.str();
}

TEST(GateTest, ComparesPercentagesExactly) {
  Report report = report_of(10ms, 1000);
  report.total.errors = 11;
  EXPECT_THAT(report, AllOf(Not(error_rate < 1.1_percent), error_rate <= 1.1_percent));
  report.total.errors = 7;
  EXPECT_THAT(report, AllOf(error_rate <= 0.7_percent, Not(error_rate < 0.7_percent)));
  report.total.errors = 1;
  EXPECT_THAT(report, AllOf(checks >= 99.9_percent, Not(checks > 99.9_percent)));
}

TEST(GateTest, IsMatcherForReports) {
  const Report report = report_of(100ms);
  EXPECT_THAT(report, AllOf(p99 < 250ms, p95.of("POST /api/payments") < 300ms,
                            error_rate < 0.1_percent, achieved_rate >= per_second(49)));
  EXPECT_THAT(report,
              AllOf(p50 <= 100ms, mean > 99ms, max_response_time >= 100ms,
                    errors<1, dropped <= 0, requests >= 10000, request_rate> per_second(999)));
  EXPECT_THAT(report, Not(AllOf(p99 < 250ms, achieved_rate >= per_second(51))));
}

TEST(GateTest, ExplainsResult) {
  EXPECT_EQ(explain(p99 < 250ms, report_of(312ms, 12345)),
            "p99 is 312 ms (95 % upper confidence bound: 312 ms), over 12,345 requests");
  EXPECT_EQ(explain(achieved_rate >= per_second(51), report_of(1ms)), "achieved_rate is 50/s");
  EXPECT_EQ(testing::DescribeMatcher<const Report&>(p99 < 250ms), "meets p99<250ms");
  EXPECT_EQ(testing::DescribeMatcher<const Report&>(Not(p99 < 250ms)), "does not meet p99<250ms");
}

TEST(GateTest, ShowsDecisiveDigits) {
  EXPECT_THAT(explain(max_response_time < 250ms, report_of(250100us)),
              HasSubstr("max is 250.1 ms,"));
  EXPECT_THAT(explain(max_response_time < 250ms, report_of(250ms)), HasSubstr("max is 250 ms,"));
}

TEST(GateTest, ComparesAtBound) {
  const Report report = report_of(250ms);
  EXPECT_EQ((max_response_time < 250ms).judge(report).verdict, Verdict::kFail);
  EXPECT_EQ((max_response_time <= 250ms).judge(report).verdict, Verdict::kPass);
  EXPECT_EQ((max_response_time > 250ms).judge(report).verdict, Verdict::kFail);
  EXPECT_EQ((max_response_time >= 250ms).judge(report).verdict, Verdict::kPass);
}

TEST(GateTest, InvalidRunFailsEveryGate) {
  Report report = report_of(1ms);
  report.verdict = Verdict::kInvalid;
  report.invalid_because = "the offered load was not delivered";
  const GateResult result = (p99 < 250ms).judge(report);
  EXPECT_EQ(result.verdict, Verdict::kInvalid);
  EXPECT_EQ(result.detail, "the run is invalid because the offered load was not delivered");
  EXPECT_EQ((dropped < 1).judge(report).verdict, Verdict::kInvalid);
  EXPECT_THAT(report, Not(p99 < 250ms));
}

TEST(GateTest, PercentileNeedsTenSamplesBeyondIt) {
  const std::pair<double, std::uint64_t> cases[] = {{50, 20},   {90, 100},     {95, 200},
                                                    {99, 1000}, {99.9, 10000}, {99.99, 100000}};
  for (const auto& [share, needed] : cases) {
    const Gate gate = percentile(share) < 250ms;
    EXPECT_EQ(gate.judge(report_of(1ms, needed)).verdict, Verdict::kPass) << gate.text();
    EXPECT_EQ(gate.judge(report_of(1ms, needed - 1)).verdict, Verdict::kInvalid) << gate.text();
  }
  EXPECT_EQ((p99 < 250ms).judge(report_of(1ms, 12)).detail,
            "not enough data: p99 needs at least 1,000 requests, has 12; its estimate is 1 ms "
            "(no confidence bound)");
}

TEST(GateTest, EmptyRunIsNotEnoughData) {
  Report nothing;
  nothing.elapsed = 10s;
  for (const Gate& gate : {mean < 1s, max_response_time < 1s, error_rate < 1_percent, errors < 1}) {
    EXPECT_EQ(gate.judge(nothing).verdict, Verdict::kInvalid) << gate.text();
  }
  EXPECT_EQ((mean < 1s).judge(nothing).detail,
            "not enough data: mean needs at least 1 request, has 0");
  EXPECT_EQ((requests >= 1).judge(nothing).verdict, Verdict::kFail);
}

TEST(GateTest, UnknownStepFailsWithNearestName) {
  const GateResult near = (p99.of("POST /api/payment") < 1s).judge(report_of(1ms));
  EXPECT_EQ(near.verdict, Verdict::kFail);
  EXPECT_EQ(near.detail,
            "there is no step or journey 'POST /api/payment' (did you mean 'POST /api/payments'?)");
  EXPECT_EQ((p99.of("Checkout") < 1s).judge(report_of(1ms)).detail,
            "there is no step or journey 'Checkout'; available: 'POST /api/payments'");
  EXPECT_EQ((dropped.of("Checkout") < 1).judge(report_of(1ms)).verdict, Verdict::kFail);
}

TEST(GateTest, LoopLagMakesLateResponseInvalid) {
  Report report = report_of(400ms);
  report.total.service_time = Histogram();
  report.total.service_time.record(100ms, 10000);
  EXPECT_EQ((p99 < 250ms).judge(report).verdict, Verdict::kFail) << "the loop did not lag";
  report.generator.loop_lag.record(30ms, 500);
  EXPECT_EQ((p99 < 250ms).judge(report).verdict, Verdict::kFail)
      << "the lag explains 30 ms of 400 ms";
  report.generator.loop_lag.record(200ms, 500);
  const GateResult result = (p99 < 250ms).judge(report);
  EXPECT_EQ(result.verdict, Verdict::kInvalid);
  EXPECT_THAT(result.detail,
              HasSubstr("p99 is 400 ms (95 % upper confidence bound: 400 ms), over 10,000 "
                        "requests; the service time (100 ms) would pass, but the event loop "
                        "lagged (p99 200 ms, max 200 ms)"));
  EXPECT_EQ((mean < 300ms).judge(report).verdict, Verdict::kInvalid);
  EXPECT_EQ((p99 < 50ms).judge(report).verdict, Verdict::kFail) << "service time fails as well";
  EXPECT_EQ((p99 < 500ms).judge(report).verdict, Verdict::kPass)
      << "lag does not invalidate a pass";
}

TEST(GateTest, ReportsConfidenceBoundOfPercentile) {
  Report report = report_of(0ms, 0);
  for (int i = 1; i <= 1000; ++i) {
    report.total.response_time.record(i * 1ms, 1);
    ++report.total.requests;
  }
  // In 95 of 100 such runs, the 996th of a thousand sorted times is at least the p99.
  EXPECT_EQ(explain(p99 < 1s, report),
            "p99 is 990 ms (95 % upper confidence bound: 996 ms), over 1,000 requests");
  EXPECT_EQ(explain(p50 > 1ms, report),
            "p50 is 500 ms (95 % lower confidence bound: 474 ms), over 1,000 requests");
  EXPECT_EQ((p99 < 992ms).judge(report).verdict, Verdict::kPass)
      << "the verdict depends on the estimate and not on the bound";
  EXPECT_EQ(
      explain(p99_9 < 2s, report),
      "invalid: not enough data: p99.9 needs at least 10,000 requests, has 1,000; its estimate "
      "is 999 ms (no confidence bound)");
}

TEST(GateTest, ChecksIsShareOfSuccessfulRequests) {
  Report report = report_of(1ms, 1000);
  report.total.errors = 5;
  EXPECT_THAT(report, AllOf(checks > 99_percent, checks >= 99.5_percent));
  EXPECT_EQ(explain(checks > 99.9_percent, report), "checks is 99.5 %, over 1,000 requests");
  EXPECT_EQ((checks > 99_percent).judge(Report{}).verdict, Verdict::kInvalid);
}

TEST(GateTest, AcceptsJourneyAsScope) {
  Report report = report_of(1ms);
  JourneyStatistics& journey = report.journeys["Shopper.BuysSomething"];
  journey.completed = 200;
  journey.failed = 4;
  journey.duration.record(1500ms, 200);
  EXPECT_THAT(report, AllOf(p95.of("Shopper.BuysSomething") < 2s,
                            error_rate.of("Shopper.BuysSomething") <= 2_percent,
                            checks.of("Shopper.BuysSomething") >= 98_percent,
                            errors.of("Shopper.BuysSomething") <= 4));
  EXPECT_EQ(explain(p95.of("Shopper.BuysSomething") < 1s, report),
            "p95 is 1.5 s (95 % upper confidence bound: 1.5 s), over 200 iterations");
  EXPECT_EQ((p99.of("Shopper.BuysSomething") < 2s).judge(report).verdict, Verdict::kInvalid);
  EXPECT_EQ((p95.of("Shopper.BuysSomethin") < 2s).judge(report).detail,
            "there is no step or journey 'Shopper.BuysSomethin' (did you mean "
            "'Shopper.BuysSomething'?)");
  EXPECT_THAT((requests.of("Shopper.BuysSomething") > 1).judge(report).detail,
              HasSubstr("is not counted for the journey"));
}

TEST(GateTest, UsesRateOfStep) {
  Report report = report_of(1ms, 1000);
  report.steps["POST /api/payments"] = row(1ms, 200);
  EXPECT_THAT(report, AllOf(request_rate >= per_second(100),
                            request_rate.of("POST /api/payments") <= per_second(20)));
}

}  // namespace
}  // namespace traffic::detail
