// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/steady_state.h"

#include <gtest/gtest.h>

#include <vector>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Makes a run with rows of one second and these medians in milliseconds.
Report run_of(const std::vector<double>& medians, double rate = 100) {
  Report report;
  double second = 0;
  for (const double ms : medians) {
    Histogram times;
    times.record(Duration(static_cast<std::int64_t>(ms * 1e6)), 100);
    SeriesRow row;
    row.second = ++second;
    row.offered_rate = rate;
    row.requests = 100;
    row.response_time = Distribution(times);
    report.series.add(std::move(row));
  }
  return report;
}

std::vector<double> slow_then_steady(int slow, int in_all) {
  std::vector<double> medians;
  for (int i = 0; i < in_all; ++i) medians.push_back(i < slow ? 9 : 3 + 0.1 * (i % 2));
  return medians;
}

TEST(SteadyStateTest, ReportsSlowBeginning) {
  const auto note = steady_state_note(run_of(slow_then_steady(4, 30)));
  ASSERT_TRUE(note);
  EXPECT_EQ(note->substr(0, 42), "the first 4 s were slower than the rest (p");
  EXPECT_NE(note->find("a warm-up of 4 s would leave them out"), std::string::npos) << *note;
}

TEST(SteadyStateTest, SuggestedWarmUpIncludesExistingOne) {
  const Report without = run_of(slow_then_steady(4, 30));
  Report report;
  for (SeriesRow row : without.series.rows()) {
    row.warm_up = row.second <= 2;
    report.series.add(row);
  }
  const auto note = steady_state_note(report);
  ASSERT_TRUE(note);
  EXPECT_NE(note->find("the first 2 s"), std::string::npos) << *note;
  EXPECT_NE(note->find("a warm-up of 4 s"), std::string::npos) << *note;
}

TEST(SteadyStateTest, SteadyRunHasNoNote) {
  EXPECT_FALSE(steady_state_note(run_of(slow_then_steady(0, 30))));
}

TEST(SteadyStateTest, IgnoresNoise) {
  std::vector<double> medians;
  for (int i = 0; i < 30; ++i) medians.push_back(3 + (i * 7 % 10) * 0.3);
  EXPECT_FALSE(steady_state_note(run_of(medians)));
}

TEST(SteadyStateTest, NeedsEnoughDataAtConstantLevel) {
  EXPECT_FALSE(steady_state_note(run_of(slow_then_steady(2, 9))));
  EXPECT_FALSE(steady_state_note(run_of(slow_then_steady(20, 30))));
  const Report level = run_of(slow_then_steady(4, 30));
  Report ramp;
  double rate = 0;
  for (SeriesRow row : level.series.rows()) {
    row.offered_rate = rate += 10;
    ramp.series.add(row);
  }
  EXPECT_FALSE(steady_state_note(ramp));
}

}  // namespace
}  // namespace traffic::detail
