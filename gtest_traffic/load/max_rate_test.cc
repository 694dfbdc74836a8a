// SPDX-License-Identifier: Apache-2.0
// Tests how a limit on requests affects a load.
#include <gmock/gmock.h>

#include "gtest_traffic/load/testing/actor.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

double sum(const Histogram& times) {
  return seconds_of(times.mean()) * static_cast<double>(times.count());
}

TEST(MaxRateTest, LoopingUsersNeverExceedLimit) {
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts"}})
                                        .shape(constant(users(4), 1s))
                                        .workers(2)
                                        .max_rate(per_second(50)));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_LE(report.total.requests, 52U) << "each worker sends one request at once, and then 25/s";
  EXPECT_GE(report.total.requests, 25U);
  EXPECT_GE(report.generator.cap_wait.count(), 20U);
  EXPECT_GT(report.generator.cap_wait.at(50), 20ms);
  // A journey is one wait and one request. If the latency included the wait, the sum would count it
  // twice.
  const double waited = sum(report.generator.cap_wait);
  EXPECT_LT(waited + sum(report.total.response_time),
            1.5 * sum(report.journeys.at("Actor.Acts").duration));
  EXPECT_THAT(report.configuration, Contains(Pair("max_rate", "50/s")));
}

TEST(MaxRateTest, DelayedArrivalsAreNotLate) {
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(at_once(20), pause(1s)).max_rate(per_second(100)));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(report.total.requests, 20U);
  EXPECT_GE(report.generator.cap_wait.count(), 10U)
      << "a request that is late may come after its slot";
  // The slot of the last request is 190 ms after the first. A request that arrives late waits less.
  EXPECT_GE(report.generator.cap_wait.max() + report.total.lateness.max(), 189ms);
  EXPECT_GE(report.journeys.at("Actor.Acts").duration.max(), 150ms)
      << "the duration of a journey includes the delay";
  // Lateness comes from the loop or from a missing user, and not from the wait.
  const double launched = sum(report.generator.loop_lag) + sum(report.generator.user_wait);
  EXPECT_LT(sum(report.total.lateness) - launched, sum(report.generator.cap_wait) / 2);
}

TEST(MaxRateTest, CountsSetUpRequests) {
  const Scripted script([](Actor& actor) { actor.http.get("/ok"); },
                        [](Actor& actor) { actor.http.get("/ok"); });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(5), 500ms)).max_rate(per_second(20)));
  EXPECT_LE(report.total.requests + report.set_up.requests, 11U);
  EXPECT_EQ(report.set_up.requests, 5U);
}

TEST(MaxRateTest, IdleCapIsNotReported) {
  const Scripted script([](Actor& actor) {
    actor.http.get("/ok");
    actor.think(20ms);
  });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 300ms)).max_rate(per_second(1000)));
  EXPECT_GT(report.total.requests, 2U);
  EXPECT_EQ(report.generator.cap_wait.count(), 0U);
}

TEST(MaxRateTest, LimitMustBeAboveZero) {
  for (const Rate rate : {per_second(0), per_second(-1), per_second(1e12)}) {
    const Expected<LoadPlan> plan =
        plan_of(Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 1s)).max_rate(rate));
    ASSERT_FALSE(plan);
    EXPECT_THAT(plan.error().message, HasSubstr("the cap on requests must be above 0"));
  }
}

}  // namespace
}  // namespace traffic::detail
