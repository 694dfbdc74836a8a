// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/generator_impact.h"

#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Returns a run of 2,000 arrivals in ten seconds. Each waited for `waited` until a user was free,
// because the target was slow.
Report waiting_run(Duration waited) {
  Report report;
  report.elapsed = 10s;
  report.offered = report.started = 2000;
  report.total.requests = 2000;
  report.total.response_time.record(waited + 20ms, 2000);
  report.total.service_time.record(20ms, 2000);
  report.steps["GET /"] = report.total;
  for (int second = 1; second <= 10; ++second) {
    Histogram times;
    times.record(waited + 20ms, 200);
    report.series.add({.second = static_cast<double>(second),
                       .started = 200,
                       .requests = 200,
                       .response_time = Distribution(times),
                       .stage = second < 5 ? "spike" : "calm"});
  }
  return report;
}

Report lagging(Report report, Duration lag, std::uint64_t arrivals = 2000) {
  report.generator.loop_lag.record(lag, arrivals);
  report.generator.loop_lag.record(1ms, 2000 - arrivals);
  return report;
}

const Gate kLatencies[] = {
    p50 < 300ms,
    p90 < 300ms,
    mean < 300ms,
    max_response_time < 300ms,
    p50.of("GET /") < 300ms,
    p50.every(1s) < 300ms,
    mean.every(1s) < 300ms,
    max_response_time.every(2s) < 300ms,
    p50.during(stage("spike")) < 300ms,
    p50.after(stage("spike"), 1s) < 300ms,
};

TEST(GeneratorImpactTest, LatencyBeyondLagFails) {
  for (const Gate& gate : kLatencies) {
    EXPECT_EQ(gate.judge(lagging(waiting_run(597ms), 14ms)).verdict, Verdict::kFail) << gate.text();
  }
}

TEST(GeneratorImpactTest, LatencyWithinLagIsInvalid) {
  for (const Gate& gate : kLatencies) {
    const GateResult result = gate.judge(lagging(waiting_run(290ms), 50ms));
    EXPECT_EQ(result.verdict, Verdict::kInvalid) << gate.text();
    EXPECT_THAT(result.detail, HasSubstr("but the event loop lagged (p99 50")) << gate.text();
  }
}

TEST(GeneratorImpactTest, LateArrivalsAffectMaximumButNotMedian) {
  // Ten of 2,000 left 600 ms late, which is within their p99.
  const Report report = lagging(waiting_run(597ms), 600ms, 10);
  EXPECT_EQ((p50 < 300ms).judge(report).verdict, Verdict::kFail);
  EXPECT_EQ((p95 < 300ms).judge(report).verdict, Verdict::kFail);
  EXPECT_EQ((p50.every(5s) < 300ms).judge(report).verdict, Verdict::kFail);
  EXPECT_EQ((max_response_time < 300ms).judge(report).verdict, Verdict::kFail)
      << "the other requests exceed the bound too";

  Report spoiled = lagging(waiting_run(0ms), 600ms, 10);
  spoiled.total.response_time.record(620ms, 10);
  EXPECT_EQ((max_response_time < 300ms).judge(spoiled).verdict, Verdict::kInvalid);
  spoiled.total.response_time.record(920ms, 10);
  EXPECT_EQ((max_response_time < 300ms).judge(spoiled).verdict, Verdict::kFail);
}

TEST(GeneratorImpactTest, LatenessDoesNotShortenTimes) {
  EXPECT_EQ((p50 > 700ms).judge(lagging(waiting_run(597ms), 500ms)).verdict, Verdict::kFail);
}

TEST(GeneratorImpactTest, UndeliveredArrivalsMakeThroughputInvalid) {
  Report report = waiting_run(0ms);
  report.started = 1990;
  report.total.requests = 1990;
  for (const Gate& gate : {achieved_rate >= per_second(200), request_rate >= per_second(200)}) {
    EXPECT_EQ(gate.judge(report).verdict, Verdict::kInvalid) << gate.text();
    EXPECT_THAT(gate.judge(report).detail, HasSubstr("10 arrivals did not start"));
  }
  EXPECT_EQ((requests >= 2000).judge(report).verdict, Verdict::kInvalid);
  // No generator can start more than the offered arrivals.
  EXPECT_EQ((achieved_rate >= per_second(202)).judge(report).verdict, Verdict::kFail);
  // No user was free for these, because the target was slow.
  report.dropped = 10;
  EXPECT_EQ((achieved_rate >= per_second(200)).judge(report).verdict, Verdict::kFail);
}

TEST(GeneratorImpactTest, LateArrivalsMakeWindowInvalid) {
  const Gate windows = achieved_rate.every(1s) >= per_second(201);
  const Gate recovery = request_rate.after(stage("spike"), 1s) >= per_second(201);
  EXPECT_EQ(windows.judge(lagging(waiting_run(0ms), 9ms)).verdict, Verdict::kFail);
  EXPECT_EQ(recovery.judge(lagging(waiting_run(0ms), 9ms)).verdict, Verdict::kFail);
  const Report late = lagging(waiting_run(0ms), 40ms, 20);
  EXPECT_EQ(windows.judge(late).verdict, Verdict::kInvalid);
  EXPECT_EQ(recovery.judge(late).verdict, Verdict::kInvalid);
  EXPECT_EQ((achieved_rate.every(1s) >= per_second(221)).judge(late).verdict, Verdict::kFail);
}

// Returns a run that the generator limited: 100 of 2,000 arrivals never started.
Report limited_run(Duration waited) {
  Report report = waiting_run(waited);
  report.offered = 2100;
  report.generator.loop_lag.record(100ms, 2000);
  report.verdict = Verdict::kInvalid;
  report.invalid_because = "the generator could not deliver the load";
  return report;
}

TEST(GeneratorImpactTest, LimitedGeneratorKeepsClearFailures) {
  EXPECT_EQ((p50 < 300ms).judge(limited_run(597ms)).verdict, Verdict::kFail);
  EXPECT_EQ((p50.every(1s) < 300ms).judge(limited_run(597ms)).verdict, Verdict::kFail);
  EXPECT_EQ((mean < 300ms).judge(limited_run(597ms)).verdict, Verdict::kFail);
  // Twice the lag, once to send and once to read, is enough.
  EXPECT_EQ((p50 < 300ms).judge(limited_run(400ms)).verdict, Verdict::kInvalid);
  // The 100 missing arrivals could have been the fastest 4 percent.
  EXPECT_EQ((percentile(4) < 300ms).judge(limited_run(597ms)).verdict, Verdict::kInvalid);
  EXPECT_EQ((p50 < 2s).judge(limited_run(597ms)).verdict, Verdict::kInvalid);
}

TEST(GeneratorImpactTest, LimitedGeneratorKeepsTargetErrors) {
  Report report = limited_run(0ms);
  report.total.errors = 300;
  for (const Gate& gate : {error_rate<1_percent, checks> 99_percent, errors < 10}) {
    EXPECT_EQ(gate.judge(report).verdict, Verdict::kFail) << gate.text();
  }
  EXPECT_EQ((error_rate < 14.5_percent).judge(report).verdict, Verdict::kInvalid);
  report.total.failures["no-resources"] = 200;
  report.total.failures["read-timeout"] = 95;
  for (const Gate& gate : {error_rate<1_percent, checks> 99_percent, errors < 10}) {
    EXPECT_EQ(gate.judge(report).verdict, Verdict::kInvalid) << gate.text();
  }
}

TEST(GeneratorImpactTest, LimitedGeneratorKeepsExcessDrops) {
  Report report = limited_run(0ms);
  report.dropped = 50;
  report.generator.late_arrivals = 20;
  EXPECT_EQ((dropped < 30).judge(report).verdict, Verdict::kFail);
  EXPECT_EQ((dropped <= 30).judge(report).verdict, Verdict::kInvalid);
  report.generator.refused_users = 1;
  EXPECT_EQ((dropped < 30).judge(report).verdict, Verdict::kInvalid);
}

TEST(GeneratorImpactTest, LimitedGeneratorMakesLowThroughputInvalid) {
  const Report report = limited_run(0ms);
  for (const Gate& gate : {achieved_rate >= per_second(900), requests >= 9000, dropped > 5,
                           p50.of("GET /absent") < 1s}) {
    EXPECT_EQ(gate.judge(report).verdict, Verdict::kInvalid) << gate.text();
  }
}

}  // namespace
}  // namespace traffic::detail
