// SPDX-License-Identifier: Apache-2.0
// That a run tells the truth about whose doing its figures are.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <thread>

#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/match/matchers.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A host that holds every thread up for so long makes some of these runs mean nothing.
bool host_stalled(const Report& report) { return report.generator.host_stall.max() > 100ms; }

std::string stall(const Report& report) {
  return fmt::format("this machine is too busy to tell: it stalled for {}",
                     to_string(report.generator.host_stall.max()));
}

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
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 1s)));
  if (host_stalled(report)) GTEST_SKIP() << stall(report);
  EXPECT_EQ(report.verdict, Verdict::kInvalid) << testing::PrintToString(report);
  EXPECT_THAT(report.invalid_because, HasSubstr("the generator was held up"));
}

TEST(LoadVerdict, ASlowTargetFails) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(per_second(50), 600ms)).expect(p50 < 150ms));
  if (host_stalled(report)) GTEST_SKIP() << stall(report);
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
  EXPECT_THAT(report.invalid_because, IsEmpty());
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
  if (host_stalled(report)) GTEST_SKIP() << stall(report);
  EXPECT_LT(report.total.service_time.at(50), 300ms);
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
}

TEST(LoadVerdict, WhatDoesNotStartByTheEndIsDroppedAndFails) {
  const Scripted actor([](Actor& user) { EXPECT_THAT(user.http.get("/slow"), StatusIs(200)); });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 500ms)).user_cap(1));
  if (host_stalled(report)) GTEST_SKIP() << stall(report);
  EXPECT_EQ(report.verdict, Verdict::kFail) << testing::PrintToString(report);
  EXPECT_EQ(report.started + report.dropped, 50U);
  EXPECT_GE(report.dropped, 45U);
  EXPECT_EQ(report.total.requests, report.started);
  ASSERT_EQ(report.gates.size(), 1U);
  EXPECT_EQ(report.gates[0].gate, "dropped<=0");
}

TEST(LoadVerdict, ABusyHostWithAFastTargetStillPasses) {
  const Burners burners;
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 1s)));
  const bool passes = report.verdict == Verdict::kPass;
  if (!passes && host_stalled(report)) GTEST_SKIP() << stall(report);
  EXPECT_TRUE(passes) << testing::PrintToString(report);
  EXPECT_EQ(report.total.requests, 200U);
}

}  // namespace
}  // namespace traffic
