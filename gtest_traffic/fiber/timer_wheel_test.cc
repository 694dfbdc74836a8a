// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/timer_wheel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

const Time kStart{1000s};

struct Alarm : TimerNode {};

std::vector<TimerNode*> fired(TimerWheel& wheel, Time now) {
  std::vector<TimerNode*> nodes;
  wheel.advance(now, [&](TimerNode& node) { nodes.push_back(&node); });
  return nodes;
}

TEST(TimerWheelTest, FiresOnlyDueTimers) {
  TimerWheel wheel(kStart);
  Alarm soon, late;
  wheel.add(soon, kStart + 1ms);
  wheel.add(late, kStart + 10s);
  EXPECT_THAT(fired(wheel, kStart + 900us), testing::IsEmpty());
  EXPECT_THAT(fired(wheel, kStart + 1ms), testing::ElementsAre(&soon));
  EXPECT_THAT(fired(wheel, kStart + 9s), testing::IsEmpty());
  EXPECT_THAT(fired(wheel, kStart + 10s), testing::ElementsAre(&late));
  EXPECT_TRUE(wheel.empty());
}

TEST(TimerWheelTest, FiresPastTimer) {
  TimerWheel wheel(kStart);
  Alarm alarm;
  EXPECT_THAT(fired(wheel, kStart + 1s), testing::IsEmpty());
  wheel.add(alarm, kStart);
  EXPECT_THAT(fired(wheel, kStart + 1s), testing::ElementsAre(&alarm));
}

TEST(TimerWheelTest, SkipsRemovedTimers) {
  TimerWheel wheel(kStart);
  Alarm alarm;
  wheel.add(alarm, kStart + 1ms);
  wheel.remove(alarm);
  wheel.remove(alarm);
  EXPECT_THAT(fired(wheel, kStart + 1s), testing::IsEmpty());
}

TEST(TimerWheelTest, AllowsRemovalWhileFiring) {
  TimerWheel wheel(kStart);
  Alarm a, b;
  wheel.add(a, kStart + 1ms);
  wheel.add(b, kStart + 1ms);
  int count = 0;
  wheel.advance(kStart + 2ms, [&](TimerNode& node) {
    ++count;
    wheel.remove(&node == &a ? b : a);
  });
  EXPECT_EQ(count, 1);
  EXPECT_TRUE(wheel.empty());
}

TEST(TimerWheelTest, FiresPastTimerAddedWhileFiring) {
  TimerWheel wheel(kStart);
  Alarm first, second;
  wheel.add(first, kStart + 1ms);
  wheel.advance(kStart + 50ms, [&](TimerNode& node) {
    if (&node == &first) wheel.add(second, kStart);
  });
  if (second.scheduled()) {
    EXPECT_THAT(fired(wheel, kStart + 51ms), testing::ElementsAre(&second));
  }
  EXPECT_TRUE(wheel.empty());
}

TEST(TimerWheelTest, FiresEachTimerOnceAndNeverEarly) {
  TimerWheel wheel(kStart);
  Random random(7);
  std::vector<std::unique_ptr<Alarm>> alarms;
  for (int i = 0; i < 2000; ++i) {
    alarms.push_back(std::make_unique<Alarm>());
    wheel.add(*alarms.back(), kStart + Duration(random.between(0, 20'000'000'000)));
  }
  std::size_t count = 0;
  for (Time now = kStart; now < kStart + 21s; now += Duration(random.between(1, 300'000'000))) {
    wheel.advance(now, [&](TimerNode& node) {
      ++count;
      EXPECT_LE(node.due(), now);
      EXPECT_LE(now - node.due(), 300ms + TimerWheel::kTick);
    });
  }
  count += fired(wheel, kStart + 22s).size();
  EXPECT_EQ(count, alarms.size());
}

}  // namespace
}  // namespace traffic::detail
