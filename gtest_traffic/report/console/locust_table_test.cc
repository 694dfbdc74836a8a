// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/locust_table.h"

#include <gmock/gmock.h>

#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

// Returns a step with one request of each duration.
StepRow step_of(const char* name, std::uint64_t errors, std::vector<Duration> times) {
  StepRow step = live_step(name, times.size(), errors, Duration(0));
  for (const Duration time : times) step.measured.response_time.record(time);
  return step;
}

TEST(LocustTableTest, HasTheColumnsOfLocust) {
  std::vector<StepRow> steps{step_of("POST /cart", 1, {45ms, 120ms, 567ms}),
                             step_of("GET /", 0, {12ms, 43ms, 234ms, 43ms})};
  steps.push_back(step_of("checkout", 1, {900ms}));
  steps.back().is_block = true;
  EXPECT_EQ(LocustTable::whole(steps, 10s),
            "Type     Name                             # reqs  # fails     Avg     Min     Max  "
            "Median    req/s failures/s\n"
            "--------------------------------------------------------------------------------"
            "-----------------------------\n"
            "GET      /                                     4        0      83      12     234"
            "      43      0.4        0.0\n"
            "POST     /cart                                 3        1     244      45     567"
            "     120      0.3        0.1\n"
            "STEP     checkout                              1        1     900     900     900"
            "     900      0.1        0.1\n"
            "--------------------------------------------------------------------------------"
            "-----------------------------\n"
            "         Aggregated                            7        1     152      12     567"
            "      45      0.7        0.1\n\n");
}

TEST(LocustTableTest, RatesAreThoseSinceThePreviousTable) {
  LocustTable table;
  std::vector<StepRow> steps{step_of("GET /", 0, {1ms, 1ms})};
  EXPECT_THAT(table.now(steps, 2s), HasSubstr("  1.0        0.0\n"));
  steps[0].measured.requests = 12;
  steps[0].measured.errors = 5;
  EXPECT_THAT(table.now(steps, 4s), AllOf(HasSubstr(" 12 "), HasSubstr("  5.0        2.5\n")));
}

TEST(LocustTableTest, CountsTheWarmUpToo) {
  StepRow step = step_of("GET /", 0, {10ms});
  step.outside.requests = 1;
  step.outside.response_time.record(30ms);
  const std::vector<StepRow> steps{step};
  EXPECT_THAT(LocustTable::whole(steps, 1s), HasSubstr(" 2        0      20      10      30 "));
}

TEST(LocustTableTest, EmptyRunHasOnlyTheSum) {
  EXPECT_THAT(LocustTable::whole({}, Duration(0)), HasSubstr("Aggregated"));
}

}  // namespace
}  // namespace traffic::detail
