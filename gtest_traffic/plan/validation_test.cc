// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/validation.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

// Matches a mistake in a field, with a part of its message.
auto Mistake(PlanField field, const std::string& text) {
  return AllOf(Field(&PlanMistake::field, field), Field(&PlanMistake::message, HasSubstr(text)));
}

LoadPlan valid_plan() {
  LoadPlan plan;
  plan.mix = *Mix::parse("");
  plan.shape = Shape({named("steady", constant(per_second(5), 10s))});
  return plan;
}

LoadPlan looping_plan(double count) {
  LoadPlan plan = valid_plan();
  plan.shape = Shape({constant(users(count), 10s)});
  return plan;
}

LoadPlan scenarios(std::vector<LoadPlan> plans) {
  LoadPlan whole;
  whole.of_scenarios = true;
  whole.shape = Shape({constant(users(0), 10s)});
  whole.scenarios = std::move(plans);
  return whole;
}

LoadPlan called(std::string name, LoadPlan plan) {
  plan.name = std::move(name);
  return plan;
}

TEST(ValidateTest, AcceptsPlan) {
  EXPECT_THAT(validate(valid_plan()), IsEmpty());
  EXPECT_THAT(validate(looping_plan(3)), IsEmpty());
  EXPECT_THAT(validate(scenarios({called("a", valid_plan()), called("b", looping_plan(2))})),
              IsEmpty());
}

TEST(ValidateTest, ReturnsErrorsOfAllFields) {
  LoadPlan plan = valid_plan();
  plan.mix_error = Error{"no journey is called 'Shopper.Byes'"};
  plan.warm_up = -1s;
  plan.abort_after = 1s;
  plan.iterations = 3;
  plan.user_cap = 0;
  plan.workers = 257;
  plan.think = ThinkTime{2s, 1s};
  plan.pacing = -1s;
  plan.max_rate = per_second(0);
  plan.grace = -1s;
  plan.after = "browsing";
  EXPECT_THAT(
      validate(plan),
      testing::UnorderedElementsAre(
          Mistake(PlanField::kMix, "'Shopper.Byes'"), Mistake(PlanField::kWarmUp, "is negative"),
          Mistake(PlanField::kAbort, "no gate can end the run early"),
          Mistake(PlanField::kIterations, "needs a load of users"),
          Mistake(PlanField::kUsers, "at least 1"), Mistake(PlanField::kWorkers, "1 to 256"),
          Mistake(PlanField::kThink, "no less than"), Mistake(PlanField::kPacing, "is negative"),
          Mistake(PlanField::kMaxRate, "above 0"), Mistake(PlanField::kGrace, "is negative"),
          Mistake(PlanField::kScenario, "add the load to Scenarios()")));
}

TEST(ValidateTest, EmptyPlanHasTwoErrors) {
  EXPECT_THAT(validate(LoadPlan()), ElementsAre(Mistake(PlanField::kMix, "has no journey"),
                                                Mistake(PlanField::kShape, "has no stage")));
}

TEST(ValidateTest, ErrorNamesGateWithoutMeasurement) {
  LoadPlan plan = valid_plan();
  plan.gates = {p99 < 1s, p99.during(stage("steadi")) < 1s};
  const std::vector<PlanMistake> mistakes = validate(plan);
  EXPECT_THAT(mistakes, ElementsAre(Mistake(PlanField::kGate, "did you mean 'steady'?")));
  ASSERT_EQ(mistakes.size(), 1U);
  EXPECT_EQ(mistakes[0].gate, 1U);
}

TEST(ValidateTest, WarmUpMustEndBeforeShape) {
  LoadPlan plan = valid_plan();
  plan.warm_up = 10s;
  plan.gates = {p99.during(stage("none")) < 1s};
  EXPECT_THAT(validate(plan),
              ElementsAre(Mistake(PlanField::kWarmUp, "must be shorter than the load")))
      << "gates are judged against a valid warm-up only";
}

TEST(ValidateTest, RequestPacingNeedsRates) {
  LoadPlan plan = looping_plan(3);
  plan.request_paced = true;
  EXPECT_THAT(validate(plan), ElementsAre(Mistake(PlanField::kShape, "needs a shape in rates")));
}

TEST(ValidateTest, ScenarioCannotHaveSettingsOfWholeRun) {
  LoadPlan own = called("own", valid_plan());
  own.gates = {p99 < 1s};
  own.warm_up = 1s;
  own.abort_after = 1s;
  own.workers = 0;
  own.after = "buying";
  const auto mistakes = validate(scenarios({called("buyin", valid_plan()), own, own}));
  EXPECT_THAT(mistakes, Each(Field(&PlanMistake::field, PlanField::kScenario)));
  for (const char* const text :
       {"scenario 'own': a scenario cannot have gates; use Scenarios().expect",
        "'own': a scenario cannot have a warm-up; use Scenarios().warm_up",
        "'own': a scenario cannot end early; use Scenarios().abort_early",
        "'own': after('buying') must name a scenario that was added earlier",
        "'own': the number of workers must be 1 to 256", "did you mean 'buyin'?",
        "two scenarios are called 'own'"}) {
    EXPECT_THAT(mistakes, Contains(Mistake(PlanField::kScenario, text)));
  }
  EXPECT_THAT(validate(scenarios({})),
              ElementsAre(Mistake(PlanField::kScenario, "no scenario was added")));
}

TEST(ValidateTest, UsersOfAllScenariosNeedDescriptors) {
  EXPECT_THAT(validate(scenarios({called("a", looping_plan(9e5)), called("b", looping_plan(9e5))})),
              Contains(Mistake(PlanField::kUsers, "1800000 users need more file descriptors")));
}

}  // namespace
}  // namespace traffic::detail
