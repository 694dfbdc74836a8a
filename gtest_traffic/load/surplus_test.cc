// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/surplus.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// A pool of free users on a virtual clock, updated every 10 ms.
class SurplusTest : public testing::Test {
 protected:
  // `needed` of the available users serve in turn, in each 10 ms.
  void pass(Duration time, std::size_t needed) {
    for (const Time end = now_ + time; now_ < end;) {
      now_ += 10ms;
      const std::size_t served = std::min(needed, free_);
      for (std::size_t i = 1; i <= served; ++i) surplus_.taken(free_ - i);
      made_ += needed - served;
      free_ += needed - served;
      const std::size_t leaving = surplus_.leaving(now_, free_);
      ASSERT_LE(leaving, free_);
      free_ -= leaving;
      most_at_once_ = std::max(most_at_once_, leaving);
    }
  }

  Time now_{100s};
  Surplus surplus_{10s};
  std::size_t free_ = 0;
  std::size_t made_ = 0;
  std::size_t most_at_once_ = 0;
};

TEST_F(SurplusTest, UnneededUsersLeave) {
  free_ = 5550;
  pass(10s, 20);
  EXPECT_EQ(free_, 5550U) << "no user leaves in the first window";
  pass(21s, 20);
  EXPECT_EQ(free_, 21U);
  EXPECT_EQ(made_, 0U);
  EXPECT_LE(most_at_once_, 10U) << "users leave gradually";
}

TEST_F(SurplusTest, NeededUsersStay) {
  free_ = 100;
  pass(100s, 100);
  EXPECT_EQ(free_, 100U);
  EXPECT_EQ(made_, 0U);
}

TEST_F(SurplusTest, UsersOfBurstsStay) {
  free_ = 100;
  for (int burst = 0; burst < 20; ++burst) {
    pass(9s, 1);
    pass(10ms, 100);
  }
  EXPECT_EQ(free_, 100U) << "the users of a burst stay for the next burst";
  EXPECT_EQ(made_, 0U);
}

TEST_F(SurplusTest, RenewedDemandStopsLeaving) {
  free_ = 1000;
  pass(15s, 10);
  const std::size_t left = free_;
  EXPECT_LT(left, 1000U);
  pass(10ms, left);
  pass(5s, left);
  EXPECT_EQ(free_, left);
}

TEST_F(SurplusTest, LastUserStays) {
  free_ = 3;
  pass(120s, 0);
  EXPECT_EQ(free_, 1U);
}

TEST_F(SurplusTest, NoUserLeavesAroundPause) {
  free_ = 100;
  pass(5s, 100);
  for (int i = 0; i < 100; ++i) {
    surplus_.restart();
    pass(1s, 0);
  }
  EXPECT_EQ(free_, 100U);
  pass(8s, 100);
  EXPECT_EQ(free_, 100U);
}

TEST_F(SurplusTest, EmptyPoolHasNoSurplus) {
  pass(60s, 0);
  EXPECT_EQ(free_, 0U);
}

}  // namespace
}  // namespace traffic::detail
