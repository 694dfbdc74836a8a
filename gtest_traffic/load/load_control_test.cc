// SPDX-License-Identifier: Apache-2.0
// Tests how changes by hand affect a run.
#include <gmock/gmock.h>

#include <atomic>
#include <functional>
#include <memory>

#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/testing/actor.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using enum LoadControl::Step;

// Makes the changes of a person at the keyboard, at fixed times since the start of the run.
class Hand final : public LoadObserver {
 public:
  using Act = std::function<void(LoadControl&, Time)>;
  explicit Hand(std::vector<std::pair<Duration, Act>> acts) : acts_(std::move(acts)) {}
  void started(const LoadPlan&, const Report&) override { begin_ = Clock::now(); }
  void attend(LoadControl& control) override {
    const Time now = Clock::now();
    while (next_ < acts_.size() && now - begin_ >= acts_[next_].first) {
      acts_[next_++].second(control, now);
    }
  }

 private:
  std::vector<std::pair<Duration, Act>> acts_;
  std::size_t next_ = 0;
  Time begin_;
};

class ControlledLoadTest : public testing::Test {
 protected:
  ~ControlledLoadTest() override { remove_load_observers(); }
  static void steer(std::vector<std::pair<Duration, Hand::Act>> acts) {
    add_load_observer(std::make_unique<Hand>(std::move(acts)));
  }
  static void press_space(LoadControl& control, Time now) { control.pause_or_resume(now); }

  const Time begin_ = Clock::now();
};

TEST_F(ControlledLoadTest, PauseAddsNoTimeOrLateness) {
  steer({{200ms, press_space}, {1200ms, press_space}});
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 1s)).workers(2));
  EXPECT_EQ(excused(report).verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_GE(Clock::now() - begin_, 1500ms);
  EXPECT_EQ(report.elapsed, 1s);
  EXPECT_EQ(report.offered, 100);
  EXPECT_EQ(report.started, 100U);
  EXPECT_LT(report.generator.late_arrivals, 40U)
      << "without the pause of the clock, 80 arrivals would be late";
  EXPECT_THAT(report.notes, Contains(HasSubstr("the run was paused by hand")));
  double seconds = 0;
  for (const SeriesRow& row : report.series.rows()) seconds += row.length;
  EXPECT_LT(seconds, 1.5) << "the pause has no rows";
}

TEST_F(ControlledLoadTest, OpenLoadFollowsChangedRate) {
  steer({{300ms, [](LoadControl& control, Time now) {
            for (int i = 0; i < 10; ++i) control.change_level(now, kUp, 0);
          }}});
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 1s)).workers(2));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(report.elapsed, 1s);
  EXPECT_GT(report.offered, 110);
  EXPECT_LT(report.offered, 165);
  EXPECT_EQ(report.offered, static_cast<double>(report.started));
  EXPECT_THAT(report.notes, Contains(HasSubstr("to 2 times the plan")));
}

TEST_F(ControlledLoadTest, ClosedLoadFollowsChangedUsers) {
  std::atomic<Time::rep> latest = 0;
  const Scripted actor([&](Actor& user) {
    latest = Clock::now().time_since_epoch().count();
    user.http.get("/ok");
    user.think(5ms);
  });
  Duration idle{0};
  steer({{200ms, [](LoadControl& control, Time now) { control.change_level(now, kUp, 2); }},
         {500ms, press_space},
         {1500ms, [&](LoadControl& control, Time now) {
            idle = now - Time(Duration(latest));
            press_space(control, now);
          }}});
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 1s)));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_EQ(report.generator.peak_users, 3U);
  EXPECT_GT(idle, 500ms) << "no journey starts during the pause";
  EXPECT_EQ(report.elapsed, 1s);
  EXPECT_GT(Duration(latest.load()), (begin_ + 1500ms).time_since_epoch())
      << "the users continue after the pause";
}

TEST_F(ControlledLoadTest, PausedRunMayBeInterrupted) {
  steer({{200ms, press_space}, {600ms, [](LoadControl&, Time) { stop_level() = 1; }}});
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 1h)).workers(2));
  stop_level() = 0;
  EXPECT_TRUE(report.interrupted);
  EXPECT_LT(report.elapsed, 1min);
  EXPECT_EQ(report.offered, static_cast<double>(report.started));
  EXPECT_THAT(report.notes, Contains(HasSubstr("paused by hand, and never resumed")));
}

TEST_F(ControlledLoadTest, OpenLoadAcceptsRate) {
  steer({{300ms, [](LoadControl& control, Time now) {
            EXPECT_FALSE(control.set_rate(now, per_second(300)));
          }}});
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 1s)).workers(2));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_GT(report.offered, 120);
  EXPECT_LT(report.offered, 260);
  EXPECT_EQ(report.offered, static_cast<double>(report.started));
  EXPECT_THAT(report.notes, Contains(HasSubstr("the rate was set by hand to 300/s")));
}

TEST_F(ControlledLoadTest, ClosedLoadAcceptsUsersOfEachClass) {
  steer({{200ms, [](LoadControl& control, Time now) {
            EXPECT_FALSE(control.set_users(now, {{"Extra", 3}}));
          }}});
  const Scripted actor([](Actor& user) {
    user.http.get("/ok");
    user.think(5ms);
  });
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts", 1}, {"Extra.Asks", 0.001}})
                                        .user_classes({{.user = "Extra", .exactly = 0}})
                                        .shape(constant(users(2), 1s))
                                        .pacing(10ms)
                                        .workers(2));
  EXPECT_EQ(report.verdict, Verdict::kPass) << testing::PrintToString(report);
  EXPECT_GT(report.journeys.at("Actor.Acts").completed, 1U);
  EXPECT_GT(report.journeys.at("Extra.Asks").completed, 1U)
      << "the change by hand adds users of this class";
  EXPECT_LE(report.generator.peak_users, 5U);
}

TEST_F(ControlledLoadTest, StopEndsOnlyThisRun) {
  steer({{200ms, [](LoadControl& control, Time) { control.stop(LoadControl::Stop::kGraceful); }}});
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 1h)).workers(2));
  EXPECT_TRUE(report.interrupted);
  EXPECT_LT(report.elapsed, 1min);
  EXPECT_EQ(report.offered, static_cast<double>(report.started));
  EXPECT_EQ(stop_level(), 0);
  remove_load_observers();
  const Report next =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 200ms)));
  EXPECT_FALSE(next.interrupted);
  EXPECT_EQ(next.started, 20U);
}

TEST_F(ControlledLoadTest, ImmediateStopCancelsJourneys) {
  const Scripted actor([](Actor& user) { user.think(1h); });
  steer({{200ms, [](LoadControl& control, Time) { control.stop(LoadControl::Stop::kNow); }}});
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 1h)));
  EXPECT_TRUE(report.interrupted);
  EXPECT_LT(Clock::now() - begin_, 20s) << "the grace time is 30 s";
  EXPECT_EQ(report.generator.parked_users, 0U);
}

}  // namespace
}  // namespace traffic::detail
