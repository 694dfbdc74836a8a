// SPDX-License-Identifier: Apache-2.0
// Tests how a run ends early, and how it handles users that do not end.
#include <gmock/gmock.h>

#include <atomic>

#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/feeder.h"
#include "gtest_traffic/fiber/sanitizer.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/metrics/generator_impact.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

// The number of users that loop until this is 0. A thread that could not be stopped ends then.
std::atomic<int> users_to_loop = 0;
std::atomic<int> users_that_loop = 0;

}  // namespace

// Has no script, because the thread of a looping user may outlive its test.
class Looper : public User {};

JOURNEY(Looper, Loops, .weight = 0) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  if (users_that_loop >= users_to_loop) return;
  ++users_that_loop;
  while (users_to_loop > 0) {
  }
}

namespace {

class LoadStopTest : public testing::Test {
 protected:
  LoadStopTest() { users_that_loop = 0; }
  ~LoadStopTest() override { stop_level() = 0; }

  // Has the same effect as the signal handler.
  static void interrupt(int level) { stop_level() = level; }

  const Time begin_ = Clock::now();
};

TEST_F(LoadStopTest, EarlyEndKeepsAllRecords) {
  std::atomic<int> count = 0;
  const Scripted actor([&](Actor& user) {
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
    if (++count == 30) interrupt(1);
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 10min)));
  EXPECT_TRUE(report.interrupted);
  EXPECT_LT(Clock::now() - begin_, 1min);
  EXPECT_LT(report.elapsed, 1min);
  EXPECT_GE(report.elapsed, 290ms);
  EXPECT_GE(report.total.requests, 30U);
  EXPECT_EQ(report.total.requests, report.started);
  EXPECT_EQ(report.offered, static_cast<double>(report.started + report.dropped));
  EXPECT_EQ(excused(report).verdict, undelivered(report) > 1 ? Verdict::kInvalid : Verdict::kPass)
      << testing::PrintToString(report);
  EXPECT_EQ(report.journeys.at("Actor.Acts").interrupted, 0U);
}

TEST_F(LoadStopTest, InterruptPreventsLaterLoad) {
  const Scripted actor([](Actor& user) { user.http.get("/ok"); });
  interrupt(1);
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 1s)));
  EXPECT_EQ(report.verdict, Verdict::kInvalid);
  EXPECT_EQ(report.invalid_because, "the run was interrupted before it began");
  EXPECT_EQ(report.total.requests, 0U);
}

TEST_F(LoadStopTest, HopelessRunEndsAsFailure) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/nowhere"), StatusIs(200)); });
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts"}})
                                        .shape(constant(per_second(100), 10min))
                                        .workers(2)
                                        .expect(error_rate < 1_percent)
                                        .expect(p50 < 10min)
                                        .abort_early(2s));
  EXPECT_LT(Clock::now() - begin_, 1min);
  EXPECT_GE(report.elapsed, 2s);
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
  EXPECT_EQ(report.total.requests, report.started);
  EXPECT_EQ(report.total.errors, report.total.requests);
  EXPECT_EQ(report.dropped, 0U);
  ASSERT_EQ(report.gates.size(), 3U);
  EXPECT_EQ(report.gates[0].gate, "abort_early");
  EXPECT_THAT(report.gates[0].detail,
              HasSubstr("aborted after 2 s: error_rate<1% failed: error_rate is 100 %, over "));
  EXPECT_EQ(report.gates[2].verdict, Verdict::kPass) << "the report has the results of all gates";
}

TEST_F(LoadStopTest, RecoverableRunContinues) {
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts"}})
                                        .shape(constant(per_second(50), 1500ms))
                                        .expect(p50 < 1min)
                                        .abort_early(0s));
  EXPECT_FALSE(report.interrupted);
  EXPECT_EQ(report.started + report.dropped, 75U);
}

TEST_F(LoadStopTest, AbortEarlyNeedsSuitableGate) {
  const Expected<LoadPlan> plan = plan_of(Load()
                                              .mix({{"Actor.Acts"}})
                                              .shape(constant(per_second(50), 1s))
                                              .expect(requests >= 10)
                                              .abort_early(-1s));
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message,
              AllOf(HasSubstr("is negative"), HasSubstr("no gate can end the run early")));
}

TEST_F(LoadStopTest, RunningJourneysFinish) {
  std::atomic<int> begun = 0;
  const Scripted actor([&](Actor& user) {
    if (++begun == 3) interrupt(1);
    EXPECT_THAT(user.http.get("/slow"), StatusIs(200));
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 10min)));
  EXPECT_TRUE(report.interrupted);
  EXPECT_EQ(report.journeys.at("Actor.Acts").completed, 3U);
  EXPECT_EQ(report.step("GET /slow")->requests, 3U);
  EXPECT_EQ(report.total.errors, 0U);
}

TEST_F(LoadStopTest, SecondInterruptStopsImmediately) {
  std::atomic<int> begun = 0;
  const Scripted actor([&](Actor& user) {
    if (++begun == 3) interrupt(2);
    for (int i = 0; i < 100; ++i) EXPECT_THAT(user.http.get("/slow"), StatusIs(200));
  });
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 10min)));
  EXPECT_LT(Clock::now() - begin_, 10s);  // each journey would take 20 s
  EXPECT_EQ(report.journeys.at("Actor.Acts").interrupted, 3U);
  EXPECT_EQ(report.total.errors, 0U);
  EXPECT_TRUE(report.failures.empty());
  EXPECT_EQ(report.generator.parked_users, 0U);
}

TEST_F(LoadStopTest, GracePeriodEndsJourneys) {
  const Scripted actor([](Actor& user) {
    for (int i = 0; i < 100; ++i) EXPECT_THAT(user.http.get("/slow"), StatusIs(200));
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 100ms)).grace(100ms));
  EXPECT_LT(Clock::now() - begin_, 10s);
  EXPECT_FALSE(report.interrupted);
  EXPECT_EQ(report.journeys.at("Actor.Acts").interrupted, 2U);
  EXPECT_EQ(report.total.errors, 0U);
}

TEST_F(LoadStopTest, EndlessBodyIsParkedAndNamed) {
  const Scripted actor([](Actor& user) {
    for (;;) {
      try {
        user.http.get("/ok");
        throw 1;
      } catch (...) {
      }
    }
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 100ms)).grace(50ms));
  EXPECT_LT(Clock::now() - begin_, 20s);
  EXPECT_EQ(report.generator.parked_users, 2U);
  EXPECT_EQ(report.verdict, Verdict::kFail);
  EXPECT_THAT(
      report.failures,
      ElementsAre(AllOf(Field(&DistinctFailure::journey, "Actor.Acts"),
                        Field(&DistinctFailure::count, 2U),
                        Field(&DistinctFailure::message,
                              HasSubstr("Actor.Acts did not end after the stop request")))));
  EXPECT_GT(report.total.requests, 2U);
}

// A refused connection never waits, so only the library can yield here.
TEST_F(LoadStopTest, LoopOverRefusedRequestsYields) {
  const Scripted actor([](Actor& user) {
    for (;;) user.http.get("http://127.0.0.1:1/");
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 100ms)).grace(50ms));
  EXPECT_EQ(report.generator.parked_users, 2U);
  EXPECT_EQ(report.generator.stuck_workers, 0U);
  EXPECT_EQ(report.verdict, Verdict::kFail);
}

TEST_F(LoadStopTest, StuckWorkerIsAbandonedAndNamed) {
  users_to_loop = 100;
  const Report report =
      run_quietly(Load().mix({{"Looper.Loops"}}).shape(constant(users(2), 100ms)).grace(50ms));
  users_to_loop = 0;
  EXPECT_EQ(report.generator.stuck_workers, 1U);
  EXPECT_EQ(report.verdict, Verdict::kFail);
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_EQ(report.failures[0].journey, "Looper.Loops");
  EXPECT_EQ(report.failures[0].step, "GET /ok");
  EXPECT_THAT(report.failures[0].file, HasSubstr("load_stop_test.cc"));
  EXPECT_THAT(report.failures[0].message,
              AllOf(HasSubstr("did not end within the grace time of 50 ms"),
                    HasSubstr("its worker was abandoned at Looper.Loops, step 'GET /ok', after")));
  if (has_tsan()) return;  // ThreadSanitizer delays the signal that parks the worker
  EXPECT_GE(report.total.requests, 1U)
      << "the report includes the requests of the abandoned worker";
  EXPECT_EQ(report.journeys.at("Looper.Loops").interrupted, report.started);
}

TEST_F(LoadStopTest, OtherWorkersContinue) {
  users_to_loop = 1;
  const Report report = run_quietly(Load()
                                        .mix({{"Looper.Loops"}})
                                        .shape(constant(per_second(100), 500ms))
                                        .workers(2)
                                        .grace(50ms));
  users_to_loop = 0;
  EXPECT_EQ(report.generator.stuck_workers, 1U);
  EXPECT_GE(report.total.requests, 20U) << "the other worker makes progress";
  EXPECT_EQ(report.invalid_because, "") << "the cause is the stuck journey, not the generator";
}

// Each item was used once, so an empty feeder is no failure.
TEST_F(LoadStopTest, EmptyFeederEndsRun) {
  const Numbers numbers = Numbers(1, 50).once();
  const Scripted script([&](Actor& actor) { actor.http.get("/ok?n={}", numbers.next()); });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 30s)).workers(2));
  EXPECT_EQ(excused(report).verdict, undelivered(report) > 1 ? Verdict::kInvalid : Verdict::kPass)
      << testing::PrintToString(report);
  EXPECT_EQ(report.total.requests, 50U);
  EXPECT_LT(report.elapsed, 30s);
  EXPECT_THAT(report.notes, testing::ElementsAre(testing::HasSubstr("all 50 were used")));
}

TEST_F(LoadStopTest, EmptyFeederInSetUpIsFailure) {
  const Numbers numbers = Numbers(1, 2).once();
  const Scripted script([](Actor& actor) { actor.http.get("/ok"); },
                        [&](Actor&) { numbers.next(); });
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 500ms)));
  EXPECT_EQ(report.verdict, Verdict::kFail);
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_THAT(report.failures[0].message, testing::HasSubstr("all 2 were used"));
}

}  // namespace
}  // namespace traffic::detail
