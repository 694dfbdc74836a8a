// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/rate_cap.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

TEST(RateCapTest, AllowsSpacedRequests) {
  RateCap cap(per_second(100));
  for (Time now = Time() + 1s; now < Time() + 2s; now += 11ms) EXPECT_EQ(cap.take(now), now);
}

TEST(RateCapTest, SpreadsSimultaneousRequests) {
  RateCap cap(per_second(4));
  const Time now = Time() + 1s;
  EXPECT_EQ(cap.take(now), now);
  EXPECT_GE(cap.take(now), now + 250ms);
  EXPECT_GE(cap.take(now), now + 500ms);
  EXPECT_LT(cap.take(now), now + 751ms);
}

TEST(RateCapTest, IdleTimeAllowsNoBurst) {
  RateCap cap(per_second(10));
  cap.take(Time() + 1s);
  const Time now = Time() + 60s;
  EXPECT_EQ(cap.take(now), now);
  EXPECT_GE(cap.take(now), now + 100ms);
}

TEST(RateCapTest, NeverExceedsRate) {
  RateCap cap(per_second(333));
  const Time begin = Time() + 1s;
  Time latest;
  for (int i = 0; i < 334; ++i) latest = cap.take(begin);
  EXPECT_GE(latest - begin, 1s) << "request 334 is due at least one second after the first";
}

TEST(RateCapTest, LowestRateIsOnePerDay) {
  RateCap cap(per_second(1e-12));
  const Time begin = Time() + 1s;
  EXPECT_EQ(cap.take(begin), begin);
  EXPECT_EQ(cap.take(begin), begin + 24h + 1ns);
}

}  // namespace
}  // namespace traffic::detail
