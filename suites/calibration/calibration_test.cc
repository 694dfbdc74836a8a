// SPDX-License-Identifier: Apache-2.0
// Compares the report of a load with known response times. The target answers in a millisecond, but
// freezes for a known time at known intervals (see fixtures/freeze.h for the closed form). A bare
// load beside it measures the delay that the machine adds in the same seconds.
#include <fmt/format.h>
#include <gtest_traffic/gtest_traffic.h>
#include <gtest_traffic/suite.h>

#include <memory>
#include <string>
#include <vector>

#include "fixtures/targets.h"
#include "gtest_traffic/gtest_traffic.h"
#include "gtest_traffic/load/plan_of.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/suite.h"
#include "suites/calibration/agreement.h"
#include "suites/calibration/bare_load.h"

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;
using namespace traffic::detail;

namespace {

constexpr fixtures::Freeze kFreeze{.answer_after = 1ms, .freeze_for = 150ms, .freeze_every = 500ms};
constexpr Duration kPeriod = kFreeze.freeze_every;
constexpr Duration kRun = 8 * kPeriod;
// Each of the eight periods has a whole number of arrivals plus an eighth. No two arrivals
// therefore have the same offset from the start of a freeze.
constexpr double kRate = 150.25;

class FreezingTarget final : public EmbeddedTarget {
 public:
  std::string url() const override { return target_->url(); }

 private:
  std::unique_ptr<fixtures::Target> target_ =
      fixtures::start_target("faulty", 0, {.freeze = kFreeze});
};

const bool kDeclared = declare_suite({
    .variables = {},
    .start_target = [] { return std::make_unique<FreezingTarget>(); },
});

class Prober : public User {};

JOURNEY(Prober, SendsARequest) { EXPECT_THAT(http.get("/freeze/json"), StatusIs(200)); }

class Calibration : public LoadCheck {
 protected:
  // Runs until the report agrees, at most five times. A stall may delay the load and not the bare
  // load beside it.
  void calibrate(const std::vector<Stage>& shape, std::size_t user_cap, double utilization) {
    const Expected<LoadPlan> plan =
        plan_of(Load().mix({{"Prober.SendsARequest"}}).shape(shape).user_cap(user_cap));
    ASSERT_TRUE(plan) << plan.error().message;
    for (int count = 1; count <= 5; ++count) {
      BareLoad bare_load(arrivals_of(*plan, user_cap, kFreeze), user_cap, kFreeze);
      report_ = run_load(*plan);
      const Histogram bare = bare_load.finish();
      ASSERT_EQ(report_.total.errors, 0U) << "expected a response to each request";
      const Agreement found = compare(report_.total.response_time, report_.total.service_time,
                                      kFreeze, utilization, bare);
      fmt::print("{}", found.table);
      if (found.agrees && report_.verdict == Verdict::kPass) return;
      fmt::print("attempt {} does not agree\n", count);
    }
    FAIL() << "the report does not agree with the closed form: " << PrintToString(report_);
  }

  Report report_;  // the report of the latest attempt
};

constexpr std::size_t kOneEach = 1000;  // users: one for each arrival

TEST_F(Calibration, EachArrivalHasAUser) {
  ASSERT_NO_FATAL_FAILURE(calibrate({constant(per_second(kRate), kRun)}, kOneEach, 0));
}

// One slope has more arrivals late in a period, the other one has more arrivals early. Together,
// they are spread evenly over the period, as the closed form requires.
TEST_F(Calibration, RampUpAndDown) {
  ASSERT_NO_FATAL_FAILURE(calibrate(
      {ramp_to(per_second(2 * kRate), kRun / 2), ramp_to(per_second(0), kRun / 2)}, kOneEach, 0));
}

// Each level lasts for whole periods.
TEST_F(Calibration, Spike) {
  const Rate base = per_second(kRate), peak = per_second(5 * kRate);
  ASSERT_NO_FATAL_FAILURE(calibrate(
      {constant(base, 3 * kPeriod), constant(peak, 2 * kPeriod), constant(base, 3 * kPeriod)},
      kOneEach, 0));
}

TEST_F(Calibration, FewUsersDelayArrivals) {
  constexpr std::size_t kUsers = 4;
  const double utilization = kRate * seconds_of(kFreeze.answer_after) / kUsers;
  ASSERT_NO_FATAL_FAILURE(calibrate({constant(per_second(kRate), kRun)}, kUsers, utilization));
  // During a freeze, only four requests are sent. The others wait for one of the four users, so
  // their service times do not include the freeze.
  EXPECT_GT(report_.total.response_time.at(90), 90ms);
  EXPECT_LT(report_.total.service_time.at(90), report_.total.response_time.at(90) / 2);
  EXPECT_EQ(report_.generator.peak_users, kUsers);
}

}  // namespace
