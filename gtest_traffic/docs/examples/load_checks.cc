// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class MemberLoad : public LoadCheck {};

// Open model: journeys arrive at a given rate, even if the target is slow.
TEST_F(MemberLoad, SurvivesASpike) {
  const Report report =
      Load()
          .mix({{"Member.ReadsItsProfile", 9}, {"Member.Ch*", 1}})
          .shape(ramp_to(per_second(100), 1s), hold(1s),
                 named("spike", constant(per_second(400), 1s)), constant(per_second(100), 1s))
          .spacing(Spacing::kPoisson)
          .run();
  EXPECT_THAT(report, AllOf(p95 < 250ms, error_rate < 0.1_percent, dropped <= 0));
}

// Closed model: each of 20 users starts a journey at most once every 100 ms.
TEST_F(MemberLoad, ServesTwentyUsers) {
  const Report report = Load()
                            .mix({{"Member.TurnsPages"}})
                            .shape(constant(users(20), 3s))
                            .pacing(100ms)
                            .warm_up(1s)
                            .run();
  EXPECT_THAT(report, AllOf(p95.of("GET /api/orders") < 250ms, requests >= 400));
}

// Request-paced: the rate of 200 per second counts requests, not journeys.
TEST_F(MemberLoad, HoldsTwoHundredRequestsPerSecond) {
  const Report report = Load()
                            .shape(constant(per_second(200), 3s))
                            .request_paced()
                            .user_cap(50)
                            .expect(p90 < 250ms)
                            .expect(errors <= 0)
                            .abort_early(1s)
                            .run();
  EXPECT_EQ(report.verdict, Verdict::kPass);
  EXPECT_GT(report.total.requests, 500u);
}

// Capacity search: finds the highest rate that meets the gates.
TEST_F(MemberLoad, HoldsAHundredProfilesPerSecond) {
  const Capacity capacity =
      find_max_rate(Load().mix({{"Member.ReadsItsProfile"}}).user_cap(50).warm_up(500ms),
                    {p90 < 250ms, error_rate < 0.1_percent},
                    {.from = per_second(100), .to = per_second(200), .each = 2s});
  EXPECT_GE(capacity.rate, per_second(100));
}

// Gates over time: every second must be fast, and response times must recover after the spike.
TEST_F(MemberLoad, IsBackToNormalASecondAfterASpike) {
  const Report report = Load()
                            .mix({{"Member.ReadsItsProfile"}})
                            .shape(named("calm", constant(per_second(100), 1s)),
                                   named("spike", constant(per_second(400), 1s)),
                                   named("calm again", constant(per_second(100), 3s)))
                            .expect(p50.every(1s) < 250ms)
                            .expect(p90.after(stage("spike"), 1s) < 200ms)
                            .expect(checks > 99_percent)
                            .run();
  EXPECT_THAT(report, p95.of("Member.ReadsItsProfile") < 1s);
}

// Scenarios: three loads in one run. "reading" starts at once, "buying" starts 500 ms later, and
// "leafing" starts when "buying" has ended.
TEST_F(MemberLoad, ReadsWhileOthersCheckOut) {
  const Report report =
      Scenarios()
          .add("reading",
               Load().mix({{"Member.ReadsItsProfile"}}).shape(constant(per_second(100), 3s)))
          .add("buying", Load()
                             .mix({{"Member.ChecksOut"}})
                             .shape(constant(users(5), 1s))
                             .think(10ms, 50ms)
                             .start_after(500ms))
          .add("leafing", Load()
                              .mix({{"Member.TurnsPages"}})
                              .shape(constant(users(2), 30s))
                              .iterations(20)
                              .after("buying"))
          .expect(p90 < 250ms)
          .expect(p90.of("Member.ReadsItsProfile") < 500ms)
          .run();
  EXPECT_EQ(report.journeys.at("Member.TurnsPages").completed, 20u);
}
