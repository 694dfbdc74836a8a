// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/control.h"

#include <gmock/gmock.h>

#include "gtest_traffic/load/course.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using enum LoadControl::Step;

class LoadControlTest : public testing::Test {
 protected:
  // Returns the notes for a shape of one hour with these changes.
  std::vector<std::string> notes(LoadModel model = LoadModel::kOpen) const {
    Course course(Shape({constant(per_second(10), 1h)}));
    for (const LoadChange& change : control_.changes()) course.change(change);
    return notes_of(control_.changes(), course, model);
  }
  Time at(Duration since_start) const { return Time() + since_start - LoadControl::kAhead; }

  LoadControl control_{Time()};
};

TEST_F(LoadControlTest, StartsWithoutChanges) {
  EXPECT_EQ(control_.count(), 0U);
  EXPECT_THAT(notes(), IsEmpty());
}

TEST_F(LoadControlTest, ChangeTakesEffectAtEveryWorker) {
  control_.change_level(Time() + 2s, kUp, 0);
  ASSERT_EQ(control_.count(), 1U);
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
  EXPECT_EQ(control_.count(), 0U);
}

TEST_F(LoadControlTest, ReportsChangesInRunTime) {
  control_.change_level(at(42s), kUp, 0);
  control_.pause_or_resume(at(60s));
  control_.pause_or_resume(at(90s));
  control_.change_level(at(100s), kDown, 0);
  EXPECT_THAT(notes(),
              ElementsAre("at 0:42 the rate was changed by hand to 1.1 times what was planned",
                          "at 1:00 the run was paused by hand; the pause is not in its time",
                          "at 1:10 the rate was changed by hand to 1 times what was planned"));
}

TEST_F(LoadControlTest, JoinsConsecutiveSteps) {
  for (int i = 0; i < 4; ++i) control_.change_level(at(5s + i * 300ms), kUp, 0);
  EXPECT_THAT(
      notes(LoadModel::kClosed),
      ElementsAre("at 0:05 the number of users was changed by hand to 1.4 times what was planned"));
}

TEST_F(LoadControlTest, ReportsUnfinishedPause) {
  control_.pause_or_resume(at(5s));
  EXPECT_THAT(notes(), ElementsAre("at 0:05 the run was paused by hand, and never resumed"));
}

}  // namespace
}  // namespace traffic::detail
