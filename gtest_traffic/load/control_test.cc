// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/control.h"

#include <gmock/gmock.h>

#include "gtest_traffic/load/change_notes.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum LoadControl::Step;

class LoadControlTest : public testing::Test {
 protected:
  // Returns the notes for a shape of one hour with these changes.
  std::vector<std::string> notes(LoadModel model = LoadModel::kOpen) const {
    LoadTimeline timeline(Shape({constant(per_second(10), 1h)}));
    for (const LoadChange& change : control_.changes()) timeline.change(change);
    return notes_of(control_.changes(), timeline, model);
  }
  static Time at(Duration since_start) { return Time() + since_start - LoadControl::kAhead; }
  static LoadPlan plan_with(const Stage& stage) {
    LoadPlan plan;
    plan.mix = *Mix::of({{"Actor.Asks"}, {"Extra.Asks"}});
    plan.shape = Shape({stage});
    return plan;
  }

  LoadControl control_{Time(), plan_with(constant(per_second(10), 1h))};
  LoadControl closed_{Time(), plan_with(constant(users(10), 1h))};
};

std::string message(const std::optional<Error>& error) { return error ? error->message : ""; }

TEST_F(LoadControlTest, StartsWithoutChanges) {
  EXPECT_EQ(control_.changes().size(), 0U);
  EXPECT_THAT(notes(), IsEmpty());
}

TEST_F(LoadControlTest, ChangeTakesEffectAtEveryWorker) {
  control_.change_level(Time() + 2s, kUp, 0);
  ASSERT_EQ(control_.changes().size(), 1U);
  EXPECT_EQ(control_.changes()[0].at, 2100ms);
  EXPECT_EQ(control_.changes()[0].factor, 1.1);
}

TEST_F(LoadControlTest, RateChangesByTenPercent) {
  for (int i = 0; i < 3; ++i) control_.change_level(at(1s), kUp, 0);
  EXPECT_EQ(control_.changes().back().factor, 1.3);
  for (int i = 0; i < 3; ++i) control_.change_level(at(2s), kDown, 0);
  EXPECT_EQ(control_.changes().back().factor, 1);
}

TEST_F(LoadControlTest, UsersChangeByAtLeastOne) {
  control_.change_level(at(1s), kUp, 3);
  EXPECT_NEAR(control_.changes().back().factor * 3, 4, 1e-6);
  control_.change_level(at(1s), kDown, 3);
  EXPECT_EQ(control_.changes().back().factor, 1);
  control_.change_level(at(1s), kUp, 50);
  EXPECT_EQ(control_.changes().back().factor, 1.1);
}

TEST_F(LoadControlTest, LimitsLevel) {
  for (int i = 0; i < 200; ++i) control_.change_level(at(1s), kDown, 0);
  EXPECT_EQ(control_.changes().back().factor, LoadControl::kLowest);
  for (int i = 0; i < 200; ++i) control_.change_level(at(2s), kUp, 0);
  EXPECT_EQ(control_.changes().back().factor, LoadControl::kHighest);
}

TEST_F(LoadControlTest, PauseKeepsLevel) {
  control_.change_level(at(1s), kUp, 0);
  control_.pause_or_resume(at(10s));
  EXPECT_EQ(control_.changes().back().factor, 1.1);
  EXPECT_TRUE(control_.changes().back().paused);
  control_.pause_or_resume(at(20s));
  EXPECT_FALSE(control_.changes().back().paused);
}

TEST_F(LoadControlTest, IgnoresChangesWhileEnding) {
  control_.close();
  control_.pause_or_resume(at(1s));
  EXPECT_EQ(control_.changes().size(), 0U);
}

TEST_F(LoadControlTest, ReportsChangesInRunTime) {
  control_.change_level(at(42s), kUp, 0);
  control_.pause_or_resume(at(60s));
  control_.pause_or_resume(at(90s));
  control_.change_level(at(100s), kDown, 0);
  EXPECT_THAT(
      notes(),
      ElementsAre("at 0:42 the rate was changed by hand to 1.1 times the plan",
                  "at 1:00 the run was paused by hand; the time of the run excludes the pause",
                  "at 1:10 the rate was changed by hand to 1 times the plan"));
}

TEST_F(LoadControlTest, JoinsConsecutiveSteps) {
  for (int i = 0; i < 4; ++i) control_.change_level(at(5s + i * 300ms), kUp, 0);
  EXPECT_THAT(notes(LoadModel::kClosed),
              ElementsAre("at 0:05 the number of users was changed by hand to 1.4 times the plan"));
}

TEST_F(LoadControlTest, ReportsUnfinishedPause) {
  control_.pause_or_resume(at(5s));
  EXPECT_THAT(notes(), ElementsAre("at 0:05 the run was paused by hand, and never resumed"));
}

TEST_F(LoadControlTest, RateReplacesLevel) {
  control_.change_level(at(5s), kUp, 0);
  EXPECT_EQ(message(control_.set_rate(at(10s), per_second(50))), "");
  EXPECT_DOUBLE_EQ(control_.timeline().level(9s), 11);
  EXPECT_EQ(control_.timeline().level(11s), 50) << "the factor is reset";
  control_.change_level(at(20s), kUp, 0);
  EXPECT_DOUBLE_EQ(control_.timeline().level(21s), 55);
  EXPECT_THAT(notes(), ElementsAre("at 0:05 the rate was changed by hand to 1.1 times the plan",
                                   "at 0:10 the rate was set by hand to 50/s",
                                   "at 0:20 the rate was set by hand to 55/s"));
}

TEST_F(LoadControlTest, RateChangeDoesNotEndPause) {
  control_.pause_or_resume(at(5s));
  EXPECT_EQ(message(control_.set_rate(at(10s), per_second(50))), "");
  EXPECT_TRUE(control_.timeline().paused(11s));
}

TEST_F(LoadControlTest, SetsUsersByClass) {
  EXPECT_EQ(message(closed_.set_users(at(10s), {{"Extra", 4}})), "");
  EXPECT_EQ(closed_.timeline().level(11s), 4);
  EXPECT_THAT(closed_.timeline().users(11s), ElementsAre(0, 4));
  EXPECT_THAT(notes_of(closed_.changes(), closed_.timeline(), LoadModel::kClosed),
              ElementsAre("at 0:10 the number of users was set by hand to 4"));
}

TEST_F(LoadControlTest, RejectsImpossibleLevel) {
  EXPECT_THAT(message(closed_.set_rate(at(1s), per_second(1))), HasSubstr("has a number of users"));
  EXPECT_THAT(message(control_.set_users(at(1s), {})), HasSubstr("has a rate"));
  EXPECT_THAT(message(control_.set_rate(at(1s), per_second(-1))), HasSubstr("is not possible"));
  EXPECT_THAT(message(closed_.set_users(at(1s), {{"Nobody", 1}})), HasSubstr("'Nobody'"));
  EXPECT_THAT(message(closed_.set_users(at(1s), {{"Extra", 2'000'000}})), HasSubstr("too many"));
  LoadPlan scenarios = plan_with(constant(users(10), 1h));
  scenarios.of_scenarios = true;
  EXPECT_THAT(message(LoadControl(Time(), scenarios).set_users(at(1s), {})),
              HasSubstr("scenarios"));
  EXPECT_THAT(closed_.changes(), IsEmpty());
}

TEST_F(LoadControlTest, EachLoadAppliesChangesInItsTime) {
  control_.pause_or_resume(at(10s));
  control_.pause_or_resume(at(20s));
  const SharedTimeline& part = control_.add_timeline(Shape({constant(per_second(4), 1h)}), 15s);
  const LoadTimeline& before = part.latest();
  EXPECT_TRUE(before.paused(4s));
  EXPECT_FALSE(before.paused(6s));
  control_.change_level(at(30s), kUp, 0);
  EXPECT_EQ(before.level(20s), 4) << "an earlier version stays as it is";
  EXPECT_DOUBLE_EQ(part.latest().level(20s), 4.4);
  EXPECT_DOUBLE_EQ(control_.timeline().level(40s), 11);
}

TEST_F(LoadControlTest, StopAppliesToOneRun) {
  EXPECT_FALSE(control_.stop_requested());
  control_.stop(LoadControl::Stop::kGraceful);
  EXPECT_EQ(control_.stop_level(), 1);
  control_.stop(LoadControl::Stop::kNow);
  control_.stop(LoadControl::Stop::kGraceful);
  EXPECT_EQ(control_.stop_level(), 2) << "a graceful stop does not replace an immediate stop";
  EXPECT_EQ(closed_.stop_level(), 0);
  EXPECT_EQ(stop_level(), 0);
}

TEST_F(LoadControlTest, ProcessStopEndsEveryRun) {
  stop_level() = 1;
  EXPECT_EQ(control_.stop_level(), 1);
  EXPECT_EQ(closed_.stop_level(), 1);
  stop_level() = 0;
}

}  // namespace
}  // namespace traffic::detail
