// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/capacity.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

std::string result(double rate, std::optional<Rate> failed_at, Capacity::End end) {
  Capacity capacity;
  capacity.rate = per_second(rate);
  capacity.failed_at = failed_at;
  capacity.end = end;
  return result_text(capacity);
}

TEST(CapacityTest, ReportsResult) {
  using End = Capacity::End;
  EXPECT_EQ(result(975, per_second(1000), End::kFound),
            "the highest rate that met the gates is 975/s; 1000/s did not meet them");
  EXPECT_EQ(result(0, per_second(50), End::kFound),
            "no rate met the gates: 50/s did not meet them");
  EXPECT_EQ(result(5000, std::nullopt, End::kRangeEnds),
            "5000/s met the gates; it is the highest rate of the search");
  EXPECT_EQ(result(800, per_second(900), End::kGenerator),
            "800/s met the gates; at 900/s the generator was the limit, so the target may support "
            "more");
  EXPECT_EQ(result(0, per_second(50), End::kGenerator),
            "the capacity of the target is unknown: the generator was the limit at 50/s");
  EXPECT_EQ(result(0, std::nullopt, End::kTooFew),
            "no rate had enough requests for the gates; use longer steps");
  EXPECT_EQ(result(200, std::nullopt, End::kInterrupted),
            "interrupted; 200/s met the gates so far");
  EXPECT_EQ(result(0, std::nullopt, End::kInterrupted), "interrupted before a rate met the gates");
}

TEST(CapacityTest, PrintsSteps) {
  Capacity capacity;
  capacity.rate = per_second(50);
  capacity.failed_at = per_second(100);
  capacity.steps = {
      {per_second(50), Verdict::kPass, "p99<50ms: p99 is 12 ms", per_second(49.95), 12ms},
      {per_second(100), Verdict::kFail, "p99<50ms: p99 is 1 s", per_second(99), 1s}};
  EXPECT_EQ(testing::PrintToString(capacity),
            "\n     50/s  pass     achieved   49.95/s  p99    12 ms  p99<50ms: p99 is 12 ms"
            "\n    100/s  fail     achieved      99/s  p99      1 s  p99<50ms: p99 is 1 s"
            "\nthe highest rate that met the gates is 50/s; 100/s did not meet them");
}

TEST(CapacityTest, PrintsRatesAndPercentages) {
  EXPECT_EQ(testing::PrintToString(per_second(49.8)), "49.8/s");
  EXPECT_EQ(testing::PrintToString(0.1_percent), "0.1 %");
}

}  // namespace
}  // namespace traffic::detail
