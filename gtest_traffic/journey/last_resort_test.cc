// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/last_resort.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

TEST(LastResortDeathTest, EndsAProcessThatWaitsForever) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        const LastResort last_resort(10ms);
        for (;;) pause();
      },
      testing::ExitedWithCode(1), "the process ends now: something waits for the thread");
}

TEST(LastResortTest, DoesNothingIfTheProcessContinues) { const LastResort last_resort(1h); }

}  // namespace
}  // namespace traffic::detail
