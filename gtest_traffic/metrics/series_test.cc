// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/series.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

SeriesRow second(std::size_t number, Duration time = 1ms) {
  Histogram times;
  times.record(time, 3);
  SeriesRow row;
  row.second = static_cast<double>(number);
  row.offered_rate = static_cast<double>(number % 2 == 0 ? 10 : 20);
  row.started = 2;
  row.requests = 3;
  row.errors = 1;
  row.active_users = number;
  row.bytes_received = 100;
  row.response_time = Distribution(times);
  row.warm_up = number == 1;
  row.stage = "hold";
  return row;
}

Series run_of(std::size_t seconds) {
  Series series;
  for (std::size_t i = 1; i <= seconds; ++i) series.add(second(i));
  return series;
}

TEST(SeriesTest, KeepsEverySecondOfShortRun) {
  const Series series = run_of(Series::kMaxRows);
  EXPECT_EQ(series.rows().size(), Series::kMaxRows);
  EXPECT_EQ(series.rows().back().length, 1);
}

TEST(SeriesTest, HalvesRowsAtLimit) {
  const Series series = run_of(Series::kMaxRows + 1);
  ASSERT_EQ(series.rows().size(), Series::kMaxRows / 2 + 1);
  const SeriesRow& first = series.rows().front();
  EXPECT_EQ(first.second, 2);
  EXPECT_EQ(first.length, 2);
  EXPECT_EQ(first.offered_rate, 15);
  EXPECT_EQ(first.started, 4);
  EXPECT_EQ(first.requests, 6);
  EXPECT_EQ(first.errors, 2);
  EXPECT_EQ(first.active_users, 2);
  EXPECT_EQ(first.bytes_received, 200);
  EXPECT_EQ(first.response_time.count(), 6);
  EXPECT_FALSE(first.warm_up);
  EXPECT_EQ(series.rows().back().length, 1);
}

TEST(SeriesTest, LateRequestsJoinTheirRow) {
  Series series = run_of(3);
  series.add_late(1, second(9, 5ms));
  series.add_late(7, second(9));  // the last row also has what was done after it
  const SeriesRow& row = series.rows()[1];
  EXPECT_EQ(row.second, 2);
  EXPECT_EQ(row.started, 4);
  EXPECT_EQ(row.requests, 6);
  EXPECT_EQ(row.errors, 2);
  EXPECT_EQ(row.bytes_received, 200);
  EXPECT_EQ(row.response_time.count(), 6);
  EXPECT_EQ(row.response_time.max(), 5ms);
  EXPECT_EQ(row.active_users, 2);
  EXPECT_EQ(series.rows()[2].requests, 6);
  Series halved = run_of(Series::kMaxRows + 1);
  halved.add_late(5, second(9));
  EXPECT_EQ(halved.rows()[2].requests, 9);
  Series().add_late(0, second(1));  // has no effect
}

TEST(SeriesTest, UsesConstantMemory) {
  constexpr std::size_t kFourHours = 4 * 3600;
  const Series series = run_of(kFourHours);
  EXPECT_LE(series.rows().size(), Series::kMaxRows);
  double length = 0;
  std::uint64_t requests = 0;
  for (const SeriesRow& row : series.rows()) {
    EXPECT_LE(row.length, 8);
    length += row.length;
    requests += row.requests;
    EXPECT_EQ(row.second, length);
  }
  EXPECT_EQ(length, kFourHours);
  EXPECT_EQ(requests, 3 * kFourHours);
}

TEST(SeriesTest, ContinuesFromReadRows) {
  for (const std::size_t seconds : {1UL, Series::kMaxRows, Series::kMaxRows + 2, 5000UL}) {
    const Series whole = run_of(seconds + 3);
    Series read = Series::from_rows(run_of(seconds).rows());
    for (std::size_t i = 1; i <= 3; ++i) read.add(second(seconds + i));
    ASSERT_EQ(read.rows().size(), whole.rows().size()) << seconds;
    EXPECT_EQ(read.rows().back().length, whole.rows().back().length) << seconds;
  }
}

TEST(SeriesTest, MergesShardsOfDifferentLength) {
  Series series = run_of(10);
  Series other;
  for (std::size_t i = 1; i <= 12; ++i) other.add(second(i, 5ms));
  series.merge(other);
  ASSERT_EQ(series.rows().size(), 12);
  EXPECT_EQ(series.rows()[0].requests, 6);
  EXPECT_EQ(series.rows()[0].offered_rate, 40);
  EXPECT_EQ(series.rows()[0].response_time.max(), 5ms);
  EXPECT_EQ(series.rows()[11].requests, 3);

  Series longer = run_of(2000);
  longer.merge(series);
  EXPECT_EQ(longer.rows()[0].length, 2);
  EXPECT_EQ(longer.rows()[0].requests, 6 + 12);
}

}  // namespace
}  // namespace traffic::detail
