// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/scenarios.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

Report run_quietly(const Scenarios& scenarios) {
  const Expected<LoadPlan> plan = plan_of(scenarios);
  if (!plan) throw std::invalid_argument(plan.error().message);
  return run_load(*plan);
}

std::string mistakes(const Scenarios& scenarios) {
  const Expected<LoadPlan> plan = plan_of(scenarios);
  return plan ? "" : plan.error().message;
}

TEST(ScenariosTest, RunTogetherInOneReport) {
  const Report report = run_quietly(
      Scenarios()
          .named("shop")
          .add("asking",
               Load().mix({{"Actor.Asks"}}).shape(constant(per_second(100), 1s)).workers(2))
          .add("extra", Load()
                            .mix({{"Extra.Asks"}})
                            .shape(constant(per_second(50), 400ms))
                            .start_after(500ms)));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(report.name, "shop");
  EXPECT_EQ(report.elapsed, 1s);
  EXPECT_EQ(report.offered, 120);
  EXPECT_EQ(report.started, 120U);
  EXPECT_EQ(report.generator.workers, 3U);
  EXPECT_EQ(report.journeys.at("Actor.Asks").completed, 100U);
  EXPECT_EQ(report.journeys.at("Extra.Asks").completed, 20U);
  EXPECT_THAT(
      report.notes,
      AllOf(Contains(HasSubstr("scenario asking from 0 s on: 100 of 100 arrivals started, 100/s")),
            Contains(HasSubstr("scenario extra from 500 ms on: 20 of 20 arrivals started, 50/s"))));
  ASSERT_FALSE(report.series.rows().empty());
  EXPECT_EQ(report.series.rows().front().stage, "asking + extra");
}

TEST(ScenariosTest, CombinesUsersAndArrivals) {
  const Scripted actor([](Actor& user) {
    user.http.get("/ok");
    user.think(1h);
  });
  const Report report = run_quietly(
      Scenarios()
          .add("open", Load().mix({{"Extra.Asks"}}).shape(constant(per_second(50), 500ms)))
          .add("closed",
               Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 400ms)).think(10ms, 20ms)));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(report.model, LoadModel::kOpen);
  EXPECT_GT(report.journeys.at("Actor.Acts").completed, 6U);
  EXPECT_EQ(report.journeys.at("Extra.Asks").completed, 25U);
  EXPECT_EQ(report.offered, static_cast<double>(report.started));
  EXPECT_THAT(report.notes, Contains(HasSubstr("scenario closed from 0 s on: 3 users started ")));
}

TEST(ScenariosTest, RequestPacingEndsWithWaitingUsers) {
  const Scripted actor([](Actor& user) {
    for (int i = 0; i < 3; ++i) user.http.get("/ok");
  });
  const Report report = run_quietly(Scenarios().add(
      "paced",
      Load().mix({{"Actor.Acts"}}).shape(constant(per_second(50), 500ms)).request_paced()));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(report.total.requests, 25U);
  EXPECT_GT(report.journeys.at("Actor.Acts").interrupted, 0U);
}

TEST(ScenariosTest, ScenarioStartsAfterPreviousOne) {
  std::atomic<int> at_once = 0, most = 0;
  const auto count = [&](Actor& user) {
    most = std::max(most.load(), ++at_once);
    user.http.get("/slow");
    --at_once;
  };
  const Scripted actor(count);
  const Report report = run_quietly(
      Scenarios()
          .add("first", Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 10min)).iterations(2))
          .add("second", Load()
                             .mix({{"Actor.Acts"}})
                             .shape(constant(users(1), 10min))
                             .iterations(1)
                             .after("first")
                             .start_after(100ms)));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(most, 1);
  EXPECT_EQ(report.total.requests, 3U);
  EXPECT_GE(report.elapsed, 700ms);
  EXPECT_LT(report.elapsed, 1min);
}

TEST(ScenariosTest, WarmUpAppliesToWholeRun) {
  const Report report = run_quietly(
      Scenarios()
          .warm_up(500ms)
          .add("asking", Load().mix({{"Actor.Asks"}}).shape(constant(per_second(100), 1s)))
          .add("extra", Load()
                            .mix({{"Extra.Asks"}})
                            .shape(constant(per_second(100), 400ms))
                            .start_after(300ms)));
  EXPECT_EQ(report.elapsed, 500ms);
  EXPECT_EQ(report.journeys.at("Actor.Asks").completed, 50U);
  EXPECT_EQ(report.journeys.at("Extra.Asks").completed, 20U);
}

TEST(ScenariosTest, InterruptCancelsUnstartedScenarios) {
  const Scripted actor([](Actor& user) {
    user.http.get("/ok");
    stop_level() = 1;
  });
  const Report report = run_quietly(
      Scenarios()
          .add("first", Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 10min)))
          .add("later",
               Load().mix({{"Extra.Asks"}}).shape(constant(users(1), 1min)).start_after(5min))
          .add("last",
               Load().mix({{"Extra.Asks"}}).shape(constant(users(1), 1min)).after("first")));
  stop_level() = 0;
  EXPECT_TRUE(report.interrupted);
  EXPECT_LT(report.elapsed, 1min);
  EXPECT_THAT(report.notes, AllOf(Contains(HasSubstr("scenario later did not start")),
                                  Contains(HasSubstr("scenario last did not start"))));
  EXPECT_EQ(report.journeys.count("Extra.Asks"), 0U);
}

TEST(ScenariosTest, GatesJudgeWholeRun) {
  const Report report =
      run_quietly(Scenarios()
                      .expect(requests <= 5)
                      .expect(error_rate.of("Actor.Asks") <= 0_percent)
                      .add("asking", Load().mix({{"Actor.Asks"}}).shape(arrivals(10, 200ms))));
  EXPECT_EQ(report.verdict, Verdict::kFail);
  ASSERT_EQ(report.gates.size(), 2U);
  EXPECT_EQ(report.gates[0].verdict, Verdict::kFail);
  EXPECT_EQ(report.gates[1].verdict, Verdict::kPass);
}

TEST(ScenariosTest, UserNumbersAreUnique) {
  const Expected<LoadPlan> plan =
      plan_of(Scenarios()
                  .seed(7)
                  .add("a", Load().mix({{"Actor.Asks"}}).shape(constant(users(5), 1s)).workers(2))
                  .add("b", Load().mix({{"Actor.Asks"}}).shape(constant(users(5), 1s)).workers(3)));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->workers, 5U);
  EXPECT_EQ(plan->scenarios[0].first_number, 0U);
  EXPECT_EQ(plan->scenarios[1].first_number, 2U);
  EXPECT_EQ(plan->scenarios[0].numbers_apart(), 5U);
  EXPECT_NE(plan->scenarios[0].seed, plan->scenarios[1].seed);
  EXPECT_EQ(plan->shape.duration(), 1s);
}

TEST(ScenariosTest, ReportsAllErrors) {
  const auto load = [] { return Stages(constant(users(1), 1s)); };
  EXPECT_THAT(mistakes(Scenarios()), HasSubstr("no scenario was added"));
  const std::string text =
      mistakes(Scenarios()
                   .warm_up(-1s)
                   .add("browsing", Load().mix({{"Actor.Asks"}}).shape(load()))
                   .add("browsing", Load().mix({{"Actor.Asks"}}).shape(load()))
                   .add("buying", Load().mix({{"Actor.Nowhere"}}))
                   .add("late", Load().mix({{"Actor.Asks"}}).shape(load()).after("browsin"))
                   .add("own", Load()
                                   .mix({{"Actor.Asks"}})
                                   .shape(load())
                                   .expect(p50 < 1s)
                                   .warm_up(100ms)
                                   .start_after(-1s)));
  EXPECT_THAT(text, HasSubstr("two scenarios are called 'browsing'"));
  EXPECT_THAT(text, HasSubstr("scenario 'buying': no journey is called 'Actor.Nowhere'"));
  EXPECT_THAT(
      text,
      HasSubstr("after('browsin') must name a scenario that was added earlier (did you mean"));
  EXPECT_THAT(text,
              HasSubstr("scenario 'own': a scenario cannot have gates; use Scenarios().expect"));
  EXPECT_THAT(text, HasSubstr("scenario 'own': a scenario cannot have a warm-up; use"));
  EXPECT_THAT(text, HasSubstr("scenario 'own': a scenario cannot start before the run"));
  EXPECT_THAT(text, HasSubstr("the warm-up is negative"));
}

TEST(ScenariosTest, RejectsStageGates) {
  EXPECT_THAT(
      mistakes(
          Scenarios()
              .expect(p50.during(stage("spike")) < 1s)
              .add("a",
                   Load().mix({{"Actor.Asks"}}).shape(named("spike", constant(users(1), 2s))))),
      HasSubstr("a gate of Scenarios cannot be limited to a stage"));
}

TEST(ScenariosTest, RejectsDelayOfSingleLoad) {
  EXPECT_THROW(
      (void)Load().mix({{"Actor.Asks"}}).shape(constant(users(1), 1s)).start_after(1s).run(),
      std::invalid_argument);
}

}  // namespace
}  // namespace traffic::detail
