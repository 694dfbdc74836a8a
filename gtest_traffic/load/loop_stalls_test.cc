// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/loop_stalls.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

TEST(LoopStallsTest, CountsLateTurns) {
  LoopStalls stalls(8ms);
  Time now;
  for (const Duration gap : {0ms, 8ms, 18ms, 1ms, 19ms, 8ms, 50ms, 0ms}) {
    now += gap;
    stalls.turn(now);
  }
  EXPECT_EQ(stalls.count(), 2U);
  EXPECT_EQ(stalls.longest(), 42ms);
}

TEST(LoopStallsTest, EarlierAlarmReplacesTick) {
  LoopStalls stalls(8ms);
  const Time begin = Time() + 1h;
  stalls.turn(begin);
  stalls.expect(begin + 1ms);
  stalls.turn(begin + 12ms);
  EXPECT_EQ(stalls.count(), 1U);
  EXPECT_EQ(stalls.longest(), 11ms);
  stalls.expect(begin + 1h);
  stalls.turn(begin + 31ms);
  EXPECT_EQ(stalls.count(), 2U) << "a later alarm does not move the due tick";
}

TEST(LoopStallsTest, FirstTurnIsNeverLate) {
  LoopStalls stalls(500us);
  stalls.turn(Time() + 1h);
  EXPECT_EQ(stalls.count(), 0U);
  stalls.turn(Time() + 1h + 11ms);
  EXPECT_EQ(stalls.count(), 1U);
  EXPECT_EQ(stalls.longest(), 10500us);
}

}  // namespace
}  // namespace traffic::detail
