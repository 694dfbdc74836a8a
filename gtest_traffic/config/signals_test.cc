// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/signals.h"

#include <gtest/gtest.h>

#include "gtest_traffic/config/stop.h"

namespace traffic::detail {
namespace {

class SignalsTest : public testing::Test {
 protected:
  void SetUp() override { stop_level() = 0; }
  void TearDown() override { stop_level() = 0; }
};

TEST_F(SignalsTest, RaisesStopLevelPerSignal) {
  const SignalScope scope("first", "second");
  EXPECT_EQ(stop_level(), 0);
  std::raise(SIGINT);
  EXPECT_EQ(stop_level(), 1);
  std::raise(SIGTERM);
  EXPECT_EQ(stop_level(), 2);
}

TEST_F(SignalsTest, HandlesInheritedIgnoredSignal) {
  const auto before = std::signal(SIGINT, SIG_IGN);
  {
    const SignalScope scope("first", "second");
    std::raise(SIGINT);
    EXPECT_EQ(stop_level(), 1);
  }
  EXPECT_EQ(std::signal(SIGINT, before), SIG_IGN);
}

using SignalsDeathTest = SignalsTest;

TEST_F(SignalsDeathTest, EndsProcessOnThirdSignal) {
  EXPECT_EXIT(
      {
        const SignalScope scope("first", "second");
        for (int i = 0; i < 3; ++i) std::raise(SIGTERM);
      },
      testing::KilledBySignal(SIGTERM),
      "interrupted: first\ninterrupted again: second\ninterrupted a third time: the process ends");
}

TEST_F(SignalsDeathTest, RestoresHandlersAtScopeEnd) {
  EXPECT_EXIT(
      {
        { const SignalScope scope("first", "second"); }
        std::raise(SIGTERM);
      },
      testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace traffic::detail
