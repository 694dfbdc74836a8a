// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/arrival_alarm.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::Optional;

const Time kBegin = Time() + 1h;

TEST(ArrivalAlarmTest, RingsWhenArrivalIsDue) {
  ArrivalAlarm alarm;
  alarm.follow(10'000);
  EXPECT_THAT(alarm.set(kBegin, kBegin + 100us), Optional(kBegin + 100us));
  EXPECT_THAT(alarm.set(kBegin + 105us, kBegin + 200us), Optional(kBegin + 200us));
  EXPECT_EQ(alarm.time(), kBegin + 200us);
}

TEST(ArrivalAlarmTest, IsSetOncePerArrival) {
  ArrivalAlarm alarm;
  alarm.follow(50);
  EXPECT_THAT(alarm.set(kBegin, kBegin + 20ms), Optional(kBegin + 20ms));
  EXPECT_EQ(alarm.set(kBegin + 8ms, kBegin + 20ms), std::nullopt);
  EXPECT_EQ(alarm.set(kBegin + 16ms, kBegin + 20ms), std::nullopt);
}

TEST(ArrivalAlarmTest, CloseArrivalsShareAlarm) {
  ArrivalAlarm alarm;
  alarm.follow(20'000);
  const Time shared = kBegin + ArrivalAlarm::kShared;
  EXPECT_THAT(alarm.set(kBegin, kBegin + 50us), Optional(shared));
  for (Duration passed = 50us; passed < ArrivalAlarm::kShared; passed += 50us) {
    EXPECT_EQ(alarm.set(kBegin + passed, kBegin + passed + 50us), std::nullopt);
  }
  EXPECT_THAT(alarm.set(shared, shared + 50us), Optional(shared + ArrivalAlarm::kShared));
}

TEST(ArrivalAlarmTest, SharedAlarmWaitsForDistantArrival) {
  ArrivalAlarm alarm;
  alarm.follow(20'000);
  EXPECT_THAT(alarm.set(kBegin, kBegin + 1s), Optional(kBegin + 1s));
  EXPECT_EQ(alarm.set(kBegin + 8ms, kBegin + 1s), std::nullopt);
}

TEST(ArrivalAlarmTest, FollowsEarlierArrival) {
  for (const double rate : {50., 20'000.}) {
    ArrivalAlarm alarm;
    alarm.follow(rate);
    EXPECT_THAT(alarm.set(kBegin, kBegin + 1s), Optional(kBegin + 1s));
    EXPECT_THAT(alarm.set(kBegin + 8ms, kBegin + 10ms), Optional(kBegin + 10ms));
  }
}

TEST(ArrivalAlarmTest, IsSilentWithoutArrival) {
  ArrivalAlarm alarm;
  alarm.follow(50);
  EXPECT_EQ(alarm.set(kBegin, Time::max()), std::nullopt);
  EXPECT_THAT(alarm.set(kBegin, kBegin + 20ms), Optional(kBegin + 20ms));
  EXPECT_THAT(alarm.set(kBegin + 8ms, Time::max()), Optional(Time::max()))
      << "the alarm is off during a pause";
  EXPECT_THAT(alarm.set(kBegin + 1s, kBegin + 2s), Optional(kBegin + 2s))
      << "the alarm is set again after the pause";
}

TEST(ArrivalAlarmTest, EndsSharingWhenRateFalls) {
  ArrivalAlarm alarm;
  alarm.follow(20'000);
  EXPECT_THAT(alarm.set(kBegin, kBegin + 50us), Optional(kBegin + ArrivalAlarm::kShared));
  alarm.follow(5'000);
  EXPECT_THAT(alarm.set(kBegin + 60us, kBegin + 200us), Optional(kBegin + 200us));
}

}  // namespace
}  // namespace traffic::detail
