// SPDX-License-Identifier: Apache-2.0
// Tests whether the verdict names the true cause: the generator, the host or the target.
#include <gmock/gmock.h>

#include <thread>

#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/load/verdict.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/metrics/generator_impact.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

// Uses the CPU on one thread for each core while in scope.
class Burners {
 public:
  Burners() {
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
      threads_.emplace_back([](const std::stop_token& stop) {
        while (!stop.stop_requested()) spin(1ms);
      });
    }
  }

 private:
  std::vector<std::jthread> threads_;
};

TEST(LoadVerdictTest, StarvedGeneratorIsInvalid) {
  const Scripted actor([](Actor& user) {
    spin(5ms);
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts"}})
                                        .shape(constant(per_second(500), 400ms))
                                        .expect(p50 < 10s)
                                        .expect(error_rate < 1_percent));
  EXPECT_EQ(report.verdict, Verdict::kInvalid);
  EXPECT_THAT(report.invalid_because, HasSubstr("the generator could not deliver the load"));
  for (const GateResult& gate : report.gates) EXPECT_EQ(gate.verdict, Verdict::kInvalid);
  EXPECT_THAT(report, Not(p50 < 10s));
}

TEST(LoadVerdictTest, OneBusyWorkerMakesRunInvalid) {
  std::atomic<bool> held = false;
  const Scripted actor([&](Actor& user) {
    if (!held.exchange(true)) spin(900ms);
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 600ms)).workers(2));
  EXPECT_EQ(report.verdict, Verdict::kInvalid) << testing::PrintToString(report);
}

TEST(LoadVerdictTest, GeneratorStallIsInvalidUnlessHostStalled) {
  std::atomic<int> count = 0;
  const Scripted actor([&](Actor& user) {
    if (++count == 40) spin(250ms);
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 1s)));
  // The arrivals due within 250 ms, without those at most 100 ms late.
  EXPECT_GE(report.generator.late_arrivals, 29U);
  // The result must not depend on the stalls of this host.
  report.generator.host_stall.clear();
  judge(report, {});
  EXPECT_EQ(report.verdict, Verdict::kInvalid) << testing::PrintToString(report);
  EXPECT_THAT(report.invalid_because, HasSubstr("although users were free"));
  EXPECT_EQ(excused(report).verdict, undelivered(report) > 1 ? Verdict::kInvalid : Verdict::kPass)
      << testing::PrintToString(report);
}

TEST(LoadVerdictTest, SlowTargetFails) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(per_second(50), 600ms)).expect(p50 < 150ms));
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
}

TEST(LoadVerdictTest, UserWaitIsAttributedToTarget) {
  // Two users complete ten journeys per second, and 20 per second are due. The third arrival waits
  // already, although no request is slower than the others.
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts"}})
                                        .shape(constant(per_second(20), 2s))
                                        .user_cap(2)
                                        .expect(p50 < 300ms)
                                        .expect(dropped < 1000));
  EXPECT_GT(report.generator.user_wait.max(), 200ms);
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
}

TEST(LoadVerdictTest, UnstartedArrivalsAreDroppedAndFail) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 500ms)).user_cap(1));
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
  EXPECT_EQ(static_cast<double>(report.started + report.dropped) + undelivered(report), 50);
  EXPECT_LE(report.started, 4U);
  EXPECT_EQ(report.total.requests, report.started);
  ASSERT_EQ(report.gates.size(), 1U);
  EXPECT_EQ(report.gates[0].gate, "dropped<=0");
  EXPECT_THAT(report.gates[0].detail,
              HasSubstr("no virtual user was free, with at most 1 user, set by user_cap()"));
}

TEST(LoadVerdictTest, NoteNamesCapIfGateAllowsDrops) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report = run_quietly(Load()
                                        .mix({{"Actor.Acts"}})
                                        .shape(constant(per_second(100), 500ms))
                                        .user_cap(1)
                                        .expect(dropped < 1000));
  EXPECT_THAT(report.notes, testing::Contains(HasSubstr("with at most 1 user, set by user_cap()")));
}

TEST(LoadVerdictTest, BusyHostWithFastTargetPasses) {
  const Burners burners;
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 1s)));
  // If the host starts an arrival after the end of the run, the arrival is not delivered.
  EXPECT_EQ(excused(report).verdict, undelivered(report) > 1 ? Verdict::kInvalid : Verdict::kPass)
      << testing::PrintToString(report);
  EXPECT_EQ(static_cast<double>(report.total.requests) + undelivered(report), 200);
}

}  // namespace
}  // namespace traffic::detail
