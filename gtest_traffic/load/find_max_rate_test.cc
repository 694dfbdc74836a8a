// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/find_max_rate.h"

#include <gmock/gmock.h>

#include <atomic>
#include <memory>
#include <stdexcept>

#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class FindMaxRateTest : public testing::Test {
 protected:
  ~FindMaxRateTest() override {
    remove_load_observers();
    stop_level() = 0;
  }
};

// Counts the loads of a search.
class Trials final : public LoadObserver {
 public:
  explicit Trials(std::atomic<int>& requests) : requests_(&requests) {}
  void tried(const CapacityStep&) override { *requests_ = 0; }

 private:
  std::atomic<int>* requests_;
};

// The target refuses requests beyond 44 in a load of 800 ms, which is 55 per second.
TEST_F(FindMaxRateTest, FindsCapacityOfTarget) {
  std::atomic<int> requests = 0;
  add_load_observer(std::make_unique<Trials>(requests));
  const Scripted actor([&](Actor& user) {
    EXPECT_THAT(user.http.get(++requests <= 44 ? "/ok" : "/refused"), StatusIs(200));
  });
  const Capacity capacity = find_max_rate(
      Load().mix({{"Actor.Acts"}}).warm_up(100ms), {mean < 1min},
      {.from = per_second(20), .to = per_second(500), .each = 700ms, .precision = 20_percent});
  EXPECT_EQ(capacity.rate, per_second(50)) << testing::PrintToString(capacity);
  EXPECT_EQ(capacity.failed_at, per_second(60));
  EXPECT_EQ(capacity.end, Capacity::End::kFound);
  EXPECT_THAT(capacity.gates, ElementsAre("mean<60s"));
  EXPECT_EQ(capacity.steps[0].rate, per_second(20));
  EXPECT_EQ(capacity.steps[0].verdict, Verdict::kPass);
  EXPECT_EQ(capacity.report.verdict, Verdict::kPass);
  EXPECT_EQ(capacity.report.offered_rate(), capacity.rate);
  EXPECT_EQ(capacity.name, "FindMaxRateTest.FindsCapacityOfTarget");
}

TEST_F(FindMaxRateTest, ReportsFailureOfLowestRate) {
  const Capacity capacity =
      find_max_rate(Load().mix({{"Actor.Acts"}}), {max_response_time < 1ns},
                    {.from = per_second(50), .to = per_second(500), .each = 200ms});
  EXPECT_EQ(capacity.rate, Rate());
  EXPECT_EQ(capacity.failed_at, per_second(50));
  ASSERT_EQ(capacity.steps.size(), 2U);
  EXPECT_THAT(capacity.steps[1].detail, HasSubstr("max<1ns: max is"));
}

TEST_F(FindMaxRateTest, ReportsStarvedGenerator) {
  const Scripted actor([](Actor& user) {
    spin(10ms);
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
  });
  const Capacity capacity =
      find_max_rate(Load().mix({{"Actor.Acts"}}), {mean < 10s},
                    {.from = per_second(400), .to = per_second(800), .each = 300ms});
  EXPECT_EQ(capacity.end, Capacity::End::kGenerator) << testing::PrintToString(capacity);
  EXPECT_EQ(capacity.rate, Rate());
}

TEST_F(FindMaxRateTest, InterruptReturnsPartialResult) {
  int requests = 0;
  const Scripted actor([&](Actor& user) {
    EXPECT_THAT(user.http.get("/ok"), StatusIs(200));
    if (++requests == 50) stop_level() = 1;
  });
  const Capacity capacity =
      find_max_rate(Load().mix({{"Actor.Acts"}}), {mean < 10s},
                    {.from = per_second(50), .to = per_second(1000), .each = 500ms});
  EXPECT_EQ(capacity.end, Capacity::End::kInterrupted);
  EXPECT_EQ(capacity.steps.size(), 1U);
  EXPECT_EQ(capacity.rate, per_second(50));
}

TEST_F(FindMaxRateTest, ReportsAllErrorsBeforeTraffic) {
  try {
    static_cast<void>(find_max_rate(
        Load().shape(constant(per_second(1), 1s)), {},
        {.from = per_second(10), .to = per_second(5), .each = 1ms, .precision = Percent()}));
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("find_max_rate_test.cc:"), HasSubstr("10/s to 5/s is invalid"),
                      HasSubstr("not for 1 ms"), HasSubstr("a precision of 0 %"),
                      HasSubstr("remove .shape()"), HasSubstr("expected at least one gate")));
  }
  EXPECT_THROW(static_cast<void>(
                   find_max_rate(Load().mix({{"Actor.Akts"}}), {p99.during(stage("x")) < 1s}, {})),
               std::invalid_argument);
}

}  // namespace
}  // namespace traffic::detail
