// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/second_counts.h"

#include <gmock/gmock.h>

#include <map>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Pair;

std::map<std::uint64_t, std::uint64_t> requests_of(const Seconds& seconds) {
  std::map<std::uint64_t, std::uint64_t> requests;
  for (const SecondCounts& second : seconds) requests[second.index] = second.requests;
  return requests;
}

TEST(SecondsTest, CountsBySecond) {
  Seconds seconds;
  for (const std::uint64_t index : {7, 8, 7, 9, 7}) seconds.at(index).add(1ms, 100, 0);
  EXPECT_THAT(requests_of(seconds), ElementsAre(Pair(7, 3), Pair(8, 1), Pair(9, 1)));
  seconds.clear();
  EXPECT_THAT(requests_of(seconds), testing::IsEmpty());
  EXPECT_EQ(seconds.at(7).requests, 0U);
  EXPECT_EQ(seconds.at(7).response_time.count(), 0U);
}

TEST(SecondsTest, TakeRemovesSecond) {
  Seconds seconds;
  for (const std::uint64_t index : {0, 1, 1, 2}) seconds.at(index).add(1ms, 100, 1);
  SecondCounts taken;
  taken.add(1s, 1, 0);
  seconds.take(1, taken);
  EXPECT_EQ(taken.index, 1U);
  EXPECT_EQ(taken.requests, 2U);
  EXPECT_EQ(taken.errors, 2U);
  EXPECT_EQ(taken.response_time.max(), 1ms);
  EXPECT_THAT(requests_of(seconds), ElementsAre(Pair(0, 1), Pair(2, 1)));
  seconds.take(5, taken);
  EXPECT_EQ(taken.index, 5U);
  EXPECT_EQ(taken.requests, 0U);
  EXPECT_EQ(taken.response_time.count(), 0U);
}

TEST(SecondCountsTest, RowEndsWithSecond) {
  SecondCounts counts;
  counts.index = 4;
  counts.started = 3;
  counts.add(2ms, 100, 1);
  counts.add({.done = Time(1h), .response_time = 5ms, .bytes_received = 10, .errors = 0});
  const SeriesRow row = counts.row();
  EXPECT_EQ(row.second, 5);
  EXPECT_EQ(row.started, 3U);
  EXPECT_EQ(row.requests, 2U);
  EXPECT_EQ(row.errors, 1U);
  EXPECT_EQ(row.bytes_received, 110U);
  EXPECT_EQ(row.response_time.max(), 5ms);
}

}  // namespace
}  // namespace traffic::detail
