// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/watch_clock.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

TEST(WatchClockTest, ExcludesTimeOfStoppedProcess) {
  WatchClock clock;
  const Time begin = Clock::now() + 1h;
  clock.tick(begin);
  EXPECT_EQ(clock.tick(begin + 100ms), 100ms);
  EXPECT_EQ(clock.tick(begin + 1h), 250ms) << "an hour at a breakpoint";
  EXPECT_EQ(clock.tick(begin + 1h + 20ms), 20ms);
}

}  // namespace
}  // namespace traffic::detail
