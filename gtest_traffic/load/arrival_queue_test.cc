// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/arrival_queue.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::Optional;

Arrival arrival_at(Duration due) { return {.journey = 0, .due = Time() + due, .launched = Time()}; }

TEST(ArrivalQueueTest, ReturnsOldestArrivalOfClass) {
  ArrivalQueue queue(2);
  queue.add(1, arrival_at(1s));
  queue.add(1, arrival_at(2s));
  queue.add(0, arrival_at(3s));
  EXPECT_EQ(queue.take(1)->due, Time() + 1s);
  EXPECT_EQ(queue.take(1)->due, Time() + 2s);
  EXPECT_FALSE(queue.take(1));
  EXPECT_EQ(queue.take(0)->due, Time() + 3s);
}

TEST(ArrivalQueueTest, ReturnsClassOfWaitingArrival) {
  ArrivalQueue queue(3);
  EXPECT_EQ(queue.waiting_user_class(), std::nullopt);
  queue.add_slot(Time() + 1s);
  EXPECT_EQ(queue.waiting_user_class(), std::nullopt) << "any user can take a slot";
  queue.add(2, arrival_at(1s));
  EXPECT_THAT(queue.waiting_user_class(), Optional(2U));
}

TEST(ArrivalQueueTest, ReturnsSlotsInOrder) {
  ArrivalQueue queue(1);
  queue.add_slot(Time() + 1s);
  queue.add_slot(Time() + 2s);
  EXPECT_THAT(queue.take_slot(), Optional(Time() + 1s));
  EXPECT_THAT(queue.take_slot(), Optional(Time() + 2s));
  EXPECT_EQ(queue.take_slot(), std::nullopt);
}

TEST(ArrivalQueueTest, ClearCountsMeasuredArrivals) {
  ArrivalQueue queue(2);
  for (const Duration due : {1s, 2s, 3s}) queue.add(0, arrival_at(due));
  queue.add(1, arrival_at(2s));
  queue.add_slot(Time() + 2s);
  queue.add_slot(Time() + 9s);
  EXPECT_EQ(queue.clear_and_count(Time() + 2s, Time() + 3s), 3U);
  EXPECT_EQ(queue.waiting_user_class(), std::nullopt);
  EXPECT_EQ(queue.take_slot(), std::nullopt);
  EXPECT_EQ(queue.clear_and_count(Time(), Time() + 10s), 0U);
}

}  // namespace
}  // namespace traffic::detail
