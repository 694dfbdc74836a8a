// SPDX-License-Identifier: Apache-2.0
// Compares the report of a load with known response times. The target runs in a process of its own.
// It answers in a millisecond, but freezes for a known time at known intervals (see
// fixtures/freeze.h for the closed form).
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "fixtures/targets.h"
#include "gtest_traffic/gtest_traffic.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/main/suite.h"

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

namespace {

constexpr fixtures::Freeze kFreeze{.answer_after = 1ms, .freeze_for = 150ms, .freeze_every = 500ms};
constexpr Duration kPeriod = kFreeze.freeze_every;
constexpr Duration kRun = 8 * kPeriod;
// Each of the eight periods has a whole number of arrivals plus an eighth. No two arrivals
// therefore have the same offset from the start of a freeze.
constexpr double kRate = 150.25;
constexpr double kPercentiles[] = {50, 90, 99, 100};

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

JOURNEY(Prober, Asks) { EXPECT_THAT(http.get("/freeze/json"), StatusIs(200)); }

Duration tolerance(Duration expected) { return expected / 100 + 2ms; }

enum class Finding { kAgrees, kDisagrees, kCannotTell };

// The result of one run.
struct Attempt {
  Finding finding = Finding::kAgrees;
  std::string cause;  // the reason why the host is unsuitable
  std::string table;
};

// A stall of the host delays the current response and the arrivals that wait for it.
Duration worst_stall(const GeneratorHealth& health) {
  return std::max(health.host_stall.max(), health.loop_lag.max());
}

// Returns the reason why this host is too busy, or an empty text for a calm host.
std::string why_busy(const Report& report) {
  const GeneratorHealth& health = report.generator;
  if (report.verdict == Verdict::kInvalid) return report.invalid_because;
  for (const auto& [what, lateness] : {std::pair("the host's own stall", &health.host_stall),
                                       std::pair("the event loop's lag", &health.loop_lag)}) {
    if (lateness->at(99) <= 2ms) continue;
    return fmt::format("{} has a p99 of {}, more than the 2 ms to be told apart", what,
                       to_string(lateness->at(99)));
  }
  return {};
}

std::string in_ms(Duration time) { return fmt::format("{:.3f} ms", ms_of(time)); }

Attempt compare(const Report& report, double utilisation) {
  Attempt attempt;
  attempt.cause = why_busy(report);
  const bool busy = !attempt.cause.empty();
  if (busy) attempt.finding = Finding::kCannotTell;
  attempt.table = fmt::format("{:>6} {:>12} {:>12} {:>12} {:>12}   {}\n", "", "closed form",
                              "reported", "difference", "tolerance", "naive (service time)");
  for (const double percentile : kPercentiles) {
    const Duration expected = kFreeze.percentile(percentile, utilisation);
    const Duration got = report.total.response_time.at(percentile);
    const Duration off = got - expected;
    const Duration allowed = tolerance(expected);
    attempt.table += fmt::format("{:>6} {:>12} {:>12} {:>12} {:>12}   {}\n",
                                 percentile == 100 ? "max" : fmt::format("p{}", percentile),
                                 in_ms(expected), in_ms(got), in_ms(off), in_ms(allowed),
                                 in_ms(report.total.service_time.at(percentile)));
    if (off >= -allowed && off <= allowed) continue;
    const Duration stall = worst_stall(report.generator);
    if (off < 0s || (!busy && off > allowed + 2 * stall)) {
      attempt.finding = Finding::kDisagrees;  // a stall never shortens a response time
    } else if (attempt.finding == Finding::kAgrees) {
      attempt.finding = Finding::kCannotTell;
      attempt.cause = fmt::format("the host stalled for {} meanwhile", to_string(stall));
    }
  }
  attempt.table += fmt::format(
      "host's own stall: p99 {}, max {}; event loop's lag: p99 {}, max {}\n",
      to_string(report.generator.host_stall.at(99)), to_string(report.generator.host_stall.max()),
      to_string(report.generator.loop_lag.at(99)), to_string(report.generator.loop_lag.max()));
  return attempt;
}

class Calibration : public LoadCheck {
 protected:
  // Runs the load until a calm host agrees with the closed form, at most three times.
  void calibrate(const std::vector<Stage>& shape, std::size_t user_cap, double utilisation) {
    std::string cause;
    bool disagreed = false;
    for (int count = 1; count <= 3; ++count) {
      const Expected<LoadPlan> plan =
          Load().mix({{"Prober.Asks"}}).shape(shape).user_cap(user_cap).plan();
      ASSERT_TRUE(plan) << plan.error().message;
      report_ = run_load(*plan);
      ASSERT_EQ(report_.total.errors, 0U) << "the target did not answer each request";
      const Attempt attempt = compare(report_, utilisation);
      fmt::print("{}", attempt.table);
      if (attempt.finding == Finding::kAgrees) return;
      const bool unsure = attempt.finding == Finding::kCannotTell;
      if (unsure) cause = attempt.cause;
      disagreed = disagreed || !unsure;
      fmt::print("attempt {}: {}\n", count, unsure ? attempt.cause : "does not agree");
    }
    if (disagreed) FAIL() << "reported percentiles do not agree with the closed form";
    GTEST_SKIP() << "this machine is too busy to tell: " << cause;
  }

  Report report_;  // the report of the latest attempt
};

constexpr std::size_t kOneEach = 1000;  // users: one for each arrival

TEST_F(Calibration, EachArrivalHasAUser) {
  ASSERT_NO_FATAL_FAILURE(calibrate({constant(per_second(kRate), kRun)}, kOneEach, 0));
}

// One slope has more arrivals late in a period, the other one has more arrivals early. Together,
// they are spread evenly over the period, as the closed form requires.
TEST_F(Calibration, ARampUpAndDown) {
  ASSERT_NO_FATAL_FAILURE(calibrate(
      {ramp_to(per_second(2 * kRate), kRun / 2), ramp_to(per_second(0), kRun / 2)}, kOneEach, 0));
}

// Each level lasts for whole periods.
TEST_F(Calibration, ASpike) {
  const Rate base = per_second(kRate), peak = per_second(5 * kRate);
  ASSERT_NO_FATAL_FAILURE(calibrate(
      {constant(base, 3 * kPeriod), constant(peak, 2 * kPeriod), constant(base, 3 * kPeriod)},
      kOneEach, 0));
}

TEST_F(Calibration, FewUsersMakeArrivalsWaitAndServiceTimesLie) {
  constexpr std::size_t kUsers = 4;
  const double utilisation = kRate * seconds_of(kFreeze.answer_after) / kUsers;
  ASSERT_NO_FATAL_FAILURE(calibrate({constant(per_second(kRate), kRun)}, kUsers, utilisation));
  if (IsSkipped()) return;
  // Only four requests are sent during a freeze. The other arrivals wait for a free user, and the
  // service time does not include this wait.
  EXPECT_GT(report_.total.response_time.at(90), 90ms);
  EXPECT_LT(report_.total.service_time.at(90), 10ms);
  EXPECT_EQ(report_.generator.peak_users, kUsers);
}

}  // namespace
