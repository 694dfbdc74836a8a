// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/abort_watch.h"

#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"
#include "gtest_traffic/plan/gate_check.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Adds seconds of 100 requests each to a watch.
class Seconds {
 public:
  explicit Seconds(const std::vector<Gate>& gates, std::optional<Duration> not_before = 0s,
                   Duration warm_up = 0s)
      : watch_(gates, not_before, warm_up) {}

  Seconds& second(Duration time, std::uint64_t errors = 0) {
    Histogram times;
    times.record(time, 100);
    SeriesRow row;
    row.second = ++seconds_;
    row.requests = 100;
    row.errors = errors;
    row.response_time = Distribution(times);
    watch_.add(row, times);
    return *this;
  }
  // Adds failed requests of the first second that are reported after the row of that second.
  Seconds& late(std::uint64_t errors) {
    Histogram times;
    times.record(10ms, errors);
    SeriesRow row;
    row.second = 1;
    row.requests = row.errors = errors;
    row.response_time = Distribution(times);
    watch_.add_late(row, times);
    return *this;
  }
  Seconds& seconds(int count, Duration time, std::uint64_t errors = 0) {
    for (int i = 0; i < count; ++i) second(time, errors);
    return *this;
  }
  bool failed_gate() const { return watch_.failed_gate().has_value(); }
  std::string cause() const { return failed_gate() ? watch_.failed_gate()->detail : ""; }

 private:
  AbortWatch watch_;
  double seconds_ = 0;
};

TEST(AbortWatchTest, AbortsWhenGateFails) {
  Seconds run({p90 < 50ms});
  EXPECT_FALSE(run.seconds(20, 10ms).failed_gate());
  EXPECT_FALSE(run.second(100ms).second(100ms).failed_gate())
      << "at most a tenth of the requests is slow";
  EXPECT_TRUE(run.second(100ms).failed_gate());
  EXPECT_THAT(run.cause(), HasSubstr("aborted after 23 s: p90<50ms failed: p90 is 100 ms"));
}

TEST(AbortWatchTest, LateRequestsCount) {
  Seconds run({error_rate < 10_percent});
  EXPECT_FALSE(run.seconds(4, 10ms).late(300).failed_gate())
      << "late requests are judged with the next row";
  EXPECT_TRUE(run.second(10ms).failed_gate());
  Seconds warm({error_rate < 10_percent}, 0s, 2s);
  EXPECT_FALSE(warm.seconds(4, 10ms).late(300).second(10ms).failed_gate());
}

TEST(AbortWatchTest, WaitsForDelay) {
  Seconds run({error_rate < 1_percent}, 5s);
  EXPECT_FALSE(run.seconds(4, 10ms, 50).failed_gate());
  EXPECT_TRUE(run.second(10ms, 50).failed_gate());
  Seconds never({error_rate < 1_percent}, std::nullopt);
  EXPECT_FALSE(never.seconds(100, 10ms, 50).failed_gate());
}

TEST(AbortWatchTest, IgnoresFailureThatEndsDuringDelay) {
  Seconds run({error_rate < 10_percent}, 5s);
  EXPECT_FALSE(run.second(10ms, 20).seconds(20, 10ms).failed_gate());
}

TEST(AbortWatchTest, ExcludesWarmUp) {
  Seconds run({mean < 50ms, errors <= 0}, 0s, 2500ms);
  EXPECT_FALSE(run.seconds(3, 1s, 100).failed_gate())
      << "the third second is partly of the warm-up";
  EXPECT_FALSE(run.second(10ms).failed_gate());
  EXPECT_TRUE(run.second(10ms, 1).failed_gate());
}

TEST(AbortWatchTest, NeedsEnoughRequests) {
  Seconds run({p99 < 50ms});
  EXPECT_FALSE(run.seconds(9, 100ms).failed_gate()) << "p99 needs a thousand requests";
  EXPECT_TRUE(run.second(100ms).failed_gate());
}

TEST(AbortWatchTest, JudgesCompleteWindows) {
  Seconds run({error_rate.every(3s) < 10_percent});
  EXPECT_FALSE(run.seconds(3, 10ms).failed_gate());
  EXPECT_FALSE(run.second(10ms, 100).failed_gate());
  EXPECT_FALSE(run.second(10ms).failed_gate());
  EXPECT_TRUE(run.second(10ms).failed_gate());
  EXPECT_THAT(run.cause(), HasSubstr("aborted after 6 s: error_rate every 3s<10% failed: 1 of 2"));
  EXPECT_TRUE(Seconds({max_response_time.every(2s) < 50ms}, 0s, 1s)
                  .seconds(2, 10ms)
                  .second(100ms)
                  .failed_gate());
}

TEST(AbortWatchTest, WatchesOnlyLatencyErrorsAndChecks) {
  for (const Gate& gate :
       {requests >= 1000000, achieved_rate >= per_second(1000), p50.of("GET /") < 1ns, dropped <= 0,
        p50.during(stage("spike")) < 1ns, error_rate > 50_percent, checks < 1_percent}) {
    EXPECT_FALSE(can_end_run(gate)) << gate.text();
    EXPECT_FALSE(Seconds({gate}).seconds(20, 1s, 1).failed_gate()) << gate.text();
  }
  EXPECT_TRUE(Seconds({checks > 99_percent}).second(10ms, 2).failed_gate());
}

}  // namespace
}  // namespace traffic::detail
