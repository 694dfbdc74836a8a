// SPDX-License-Identifier: Apache-2.0
// That a run tells the truth about whose doing its figures are.
#include <gmock/gmock.h>

#include <thread>

#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/load/verdict.h"
#include "gtest_traffic/match/matchers.h"
#include "gtest_traffic/metrics/generator_share.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

// Threads that compute for the length of a scope, one for each core.
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

TEST(LoadVerdict, AStarvedGeneratorIsInvalidAndGivesNoNumbers) {
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

TEST(LoadVerdict, OneWorkerHeldBusyIsEnoughToBeInvalid) {
  std::atomic<bool> held = false;
  const Scripted actor([&](Actor& user) {
    if (!held.exchange(true)) spin(900ms);
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 600ms)).workers(2));
  EXPECT_EQ(report.verdict, Verdict::kInvalid) << testing::PrintToString(report);
}

TEST(LoadVerdict, AGeneratorHeldUpMidwayIsInvalidUnlessTheHostStalledToo) {
  std::atomic<int> count = 0;
  const Scripted actor([&](Actor& user) {
    if (++count == 40) spin(250ms);
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 1s)));
  // Due within 250 ms, less those that were no more than 100 ms late.
  EXPECT_GE(report.generator.late_arrivals, 29U);
  // How long this host stalled meanwhile is not for the test to say.
  report.generator.host_stall.clear();
  judge(report, {});
  EXPECT_EQ(report.verdict, Verdict::kInvalid) << testing::PrintToString(report);
  EXPECT_THAT(report.invalid_because, HasSubstr("although users were free"));
  EXPECT_EQ(excused(report).verdict, undelivered(report) > 1 ? Verdict::kInvalid : Verdict::kPass)
      << testing::PrintToString(report);
}

TEST(LoadVerdict, ASlowTargetFails) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(per_second(50), 600ms)).expect(p50 < 150ms));
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
}

TEST(LoadVerdict, WaitingForAFreeUserIsTheTargetsDoing) {
  // Two users answer ten journeys a second; the third of twenty waits already, though no request
  // takes longer than the others.
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

TEST(LoadVerdict, WhatDoesNotStartByTheEndIsDroppedAndFails) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 500ms)).user_cap(1));
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
  EXPECT_EQ(static_cast<double>(report.started + report.dropped) + undelivered(report), 50);
  EXPECT_LE(report.started, 4U);
  EXPECT_EQ(report.total.requests, report.started);
  ASSERT_EQ(report.gates.size(), 1U);
  EXPECT_EQ(report.gates[0].gate, "dropped<=0");
}

TEST(LoadVerdict, ABusyHostWithAFastTargetStillPasses) {
  const Burners burners;
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 1s)));
  // A host that starts an arrival after the end of the run has not delivered it.
  EXPECT_EQ(excused(report).verdict, undelivered(report) > 1 ? Verdict::kInvalid : Verdict::kPass)
      << testing::PrintToString(report);
  EXPECT_EQ(static_cast<double>(report.total.requests) + undelivered(report), 200);
}

}  // namespace
}  // namespace traffic
