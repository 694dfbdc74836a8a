// SPDX-License-Identifier: Apache-2.0
// Tests the behavior and the figures of a run, with a target in this process.
#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <map>

#include "gtest_traffic/base/machine.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/metrics/generator_impact.h"
#include "gtest_traffic/version.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;

const JourneyStatistics& statistics_of_acts(const Report& report) {
  return report.journeys.at("Actor.Acts");
}

TEST(LoadRunTest, OpenLoadStartsEveryArrival) {
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 500ms)).named("open"));
  EXPECT_EQ(excused(report).verdict, undelivered(report) > 1 ? Verdict::kInvalid : Verdict::kPass)
      << testing::PrintToString(report);
  EXPECT_EQ(report.name, "open");
  EXPECT_EQ(report.offered, 50);
  EXPECT_EQ(report.started, 50U);
  EXPECT_EQ(report.dropped, 0U);
  EXPECT_EQ(report.total.requests, 50U);
  EXPECT_EQ(report.total.statuses, (std::map<int, std::uint64_t>{{200, 50}}));
  EXPECT_EQ(statistics_of_acts(report).completed, 50U);
  EXPECT_EQ(report.elapsed, 500ms);
  EXPECT_FALSE(report.interrupted);
  ASSERT_NE(report.step("GET /ok"), nullptr);
  EXPECT_EQ(report.step("GET /ok")->response_time.count(), 50U);
}

TEST(LoadRunTest, RecordsConfiguration) {
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(10), 100ms)).seed(7));
  EXPECT_THAT(report.configuration, Contains(Pair("seed", "7")));
  EXPECT_THAT(report.configuration, Contains(Pair("version", std::string(kVersion))));
  EXPECT_THAT(report.configuration, Contains(Pair("machine", describe_machine())));
}

TEST(LoadRunTest, WorkersShareArrivals) {
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(101), 500ms)).workers(3));
  EXPECT_EQ(report.generator.workers, 3U);
  EXPECT_EQ(report.offered, 51);
  EXPECT_EQ(report.total.requests, 51U);
}

TEST(LoadRunTest, JudgesStepInWindows) {
  const Scripted actor([](Actor& user) {
    user.http.get("/ok");
    user.http.get("/gone", {.any_status = AnyStatus::kAllowed});
  });
  const Report report =
      run_quietly(Load()
                      .mix({{"Actor.Acts"}})
                      .shape(constant(per_second(50), 2s))
                      .warm_up(500ms)
                      .workers(2)
                      .expect(p50.of("GET /ok").every(1s) < 10s)
                      .expect(request_rate.of("GET /gone").every(1s) < per_second(1))
                      .expect(p50.of("GET /absent").every(1s) < 10s));
  ASSERT_EQ(report.gates.size(), 3U);
  EXPECT_EQ(report.gates[0].verdict, Verdict::kPass) << report.gates[0].detail;
  EXPECT_EQ(report.gates[1].verdict, Verdict::kFail) << report.gates[1].detail;
  EXPECT_THAT(report.gates[1].detail, HasSubstr("1 of 1 windows of 1 s fails"));
  EXPECT_THAT(report.gates[2].detail, HasSubstr("there is no step or journey 'GET /absent'"));
  EXPECT_EQ(report.step_series.size(), 3U);
}

TEST(LoadRunTest, ExcludesWarmUp) {
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 500ms)).warm_up(300ms));
  EXPECT_EQ(report.elapsed, 200ms);
  EXPECT_EQ(report.offered, 20);
  EXPECT_EQ(report.total.requests, 20U);
  EXPECT_EQ(statistics_of_acts(report).started, 20U);
  std::uint64_t in_all = 0;
  for (const SeriesRow& row : report.series.rows()) in_all += row.requests;
  EXPECT_EQ(in_all, 50U);
}

TEST(LoadRunTest, ReportsRowOfEachSecond) {
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 2500ms)).workers(2));
  const std::vector<SeriesRow>& rows = report.series.rows();
  ASSERT_GE(rows.size(), 3U);
  EXPECT_GT(rows[0].requests + rows[1].requests, 50U);
}

TEST(LoadRunTest, CountsEventLoopStalls) {
  const Scripted actor([](Actor& user) {
    user.http.get("/ok");
    spin(40ms);
  });
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 300ms)));
  EXPECT_GT(report.generator.loop_stalls, 2U);
  EXPECT_GE(report.generator.longest_stall, 30ms);
}

TEST(LoadRunTest, ClosedLoadKeepsUsersLooping) {
  std::atomic<int> made = 0;
  const Scripted actor(
      [](Actor& user) {
        EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
        user.think(10ms);
      },
      [&](Actor&) { ++made; });
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 400ms)));
  EXPECT_EQ(report.model, LoadModel::kClosed);
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(made, 3);
  EXPECT_EQ(report.generator.peak_users, 3U);
  EXPECT_GT(report.started, 6U);
  EXPECT_LE(report.started, 123U);
  EXPECT_EQ(report.started, statistics_of_acts(report).completed);
}

TEST(LoadRunTest, PacingLimitsIterationStarts) {
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 500ms)).pacing(100ms));
  EXPECT_LE(report.started, 10U);
  EXPECT_GE(report.started, 4U);  // a low bound, because the host may be slow
}

TEST(LoadRunTest, PacedUserDoesNotDelayEnd) {
  // If the run waited for the grace time, this test would exceed its own time limit.
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 200ms)).pacing(1h).grace(1h));
  EXPECT_EQ(report.started, 2U);
}

TEST(LoadRunTest, RequestPacingContinuesJourneys) {
  const Scripted actor([](Actor& user) {
    for (int i = 0; i < 4; ++i) EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts"}})
                                        .shape(constant(per_second(100), 800ms))
                                        .request_paced()
                                        .user_cap(5));
  EXPECT_TRUE(report.request_paced);
  EXPECT_EQ(report.offered, 80);
  EXPECT_EQ(report.started, 80U);
  EXPECT_EQ(report.total.requests, 80U);
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_GE(statistics_of_acts(report).completed, 15U);
  EXPECT_LE(statistics_of_acts(report).started, 25U);
}

TEST(LoadRunTest, MixUsesEachUserClass) {
  // With at most one user for two classes, an arrival of the other class must replace this user.
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Asks", 1}, {"Extra.Asks", 1}})
                                        .shape(constant(per_second(100), 500ms))
                                        .user_cap(1));
  EXPECT_EQ(report.dropped, 0U);
  EXPECT_EQ(report.total.requests, 50U);
  EXPECT_GT(report.journeys.at("Actor.Asks").completed, 5U);
  EXPECT_GT(report.journeys.at("Extra.Asks").completed, 5U);
}

TEST(LoadRunTest, UserClassHasExactCount) {
  const Expected<LoadPlan> plan = plan_of(Load()
                                              .mix({{"Actor.Asks", 99}, {"Extra.Asks", 1}})
                                              .user_classes({{.user = "Actor", .exactly = 2}})
                                              .shape(constant(users(6), 10s))
                                              .iterations_per_user(1)
                                              .workers(2));
  ASSERT_TRUE(plan) << plan.error().message;
  const Report report = run_load(*plan);
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(report.journeys.at("Actor.Asks").completed, 2U);
  EXPECT_EQ(report.journeys.at("Extra.Asks").completed, 4U);
}

TEST(LoadRunTest, ExactUserCountNeedsClosedModel) {
  const auto refused = [](const Stages& shape) {
    const Expected<LoadPlan> plan = plan_of(Load()
                                                .mix({{"Actor.Asks"}, {"Extra.Asks"}})
                                                .user_classes({{.user = "Actor", .exactly = 2}})
                                                .shape(shape));
    return plan ? "" : plan.error().message;
  };
  EXPECT_EQ(refused(constant(users(2), 1s)), "");
  EXPECT_THAT(refused(constant(users(1), 1s)), HasSubstr("2 users of some classes are requested"));
  EXPECT_THAT(refused(constant(per_second(9), 1s)), HasSubstr("needs a shape in users"));
}

TEST(LoadRunTest, SameSeedMakesSameData) {
  const auto names = [](std::uint64_t seed) {
    std::vector<std::string> seen;
    const Scripted actor([&](Actor& user) { seen.push_back(user.fake.name()); });
    run_quietly(
        Load().mix({{"Actor.Acts"}}).shape(constant(per_second(50), 200ms)).user_cap(1).seed(seed));
    return seen;
  };
  const auto first = names(11);
  EXPECT_THAT(first, SizeIs(10));
  EXPECT_EQ(names(11), first);
  EXPECT_NE(names(12), first);
}

TEST(LoadPlanErrorsTest, AreReportedTogether) {
  const auto plan = plan_of(Load()
                                .mix({{"Actor.Akts"}})
                                .shape(constant(per_second(-5), 1s))
                                .warm_up(-1s)
                                .workers(0)
                                .user_cap(0));
  ASSERT_FALSE(plan);
  for (const char* const mistake :
       {"did you mean 'Actor.Acts'", "-5", "warm-up is negative", "workers must be 1 to 256",
        "cap on users must be at least 1"}) {
    EXPECT_THAT(plan.error().message, HasSubstr(mistake));
  }
}

TEST(LoadPlanErrorsTest, WarmUpMustLeaveMeasuredTime) {
  const auto plan = plan_of(Load().shape(constant(per_second(5), 1s)).warm_up(1s));
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message,
              HasSubstr("the warm-up (1 s) must be shorter than the load (1 s)"));
}

TEST(LoadRunTest, SharedIterationsEndRun) {
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(4), 30s)).iterations(101).workers(2));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(statistics_of_acts(report).completed, 101U);
  EXPECT_EQ(report.total.requests, 101U);
  EXPECT_EQ(report.dropped, 0U);
  EXPECT_LT(report.elapsed, 30s);
}

TEST(LoadRunTest, EachUserRunsItsIterations) {
  std::atomic<int> most = 0;
  const Scripted script([&, walked = std::map<const Actor*, int>()](Actor& actor) mutable {
    actor.http.get("/ok");
    most = std::max(most.load(), ++walked[&actor]);
  });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 30s)).iterations_per_user(7));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(statistics_of_acts(report).completed, 21U);
  EXPECT_EQ(most, 7);
}

TEST(LoadRunTest, IterationsBeyondDurationAreDropped) {
  const Scripted script([](Actor& actor) { actor.http.get("/slow"); });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 500ms)).iterations(1000));
  EXPECT_EQ(report.verdict, Verdict::kFail);
  EXPECT_GT(report.dropped, 900U);
  EXPECT_EQ(report.dropped + statistics_of_acts(report).started, 1000U);
}

TEST(LoadRunTest, OpenLoadRejectsIterations) {
  const auto plan =
      plan_of(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(5), 1s)).iterations(5));
  EXPECT_THAT(plan.error().message, HasSubstr("needs a load of users"));
}

}  // namespace
}  // namespace traffic::detail
