// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/poll_schedule.h"

#include <gmock/gmock.h>

#include <vector>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// Simulates failing attempts of the given duration until the schedule ends. Returns the start times
// of the attempts.
std::vector<Duration> starts(Duration within, Duration every, Duration attempt) {
  const Time begin{1h};
  PollSchedule schedule(begin, begin + within, every);
  std::vector<Duration> result;
  for (std::optional<Time> now = begin; now; now = schedule.next(*now + attempt)) {
    schedule.start(*now);
    result.push_back(*now - begin);
  }
  EXPECT_EQ(schedule.attempts(), static_cast<int>(result.size()));
  return result;
}

TEST(PollScheduleTest, TriesEachIntervalAndAtDeadline) {
  EXPECT_THAT(starts(1s, 300ms, 10ms), ElementsAre(0ms, 300ms, 600ms, 900ms, 1s));
}

TEST(PollScheduleTest, TriesImmediatelyAfterSlowAttempt) {
  EXPECT_THAT(starts(1s, 300ms, 400ms), ElementsAre(0ms, 400ms, 800ms));
}

TEST(PollScheduleTest, TriesOnceWithoutTime) { EXPECT_THAT(starts(0s, 1s, 1ms), ElementsAre(0s)); }

TEST(PollScheduleTest, LongIntervalTriesAtDeadline) {
  EXPECT_THAT(starts(1s, 1h, 1ms), ElementsAre(0s, 1s));
}

TEST(PollScheduleTest, NeverSpins) {
  EXPECT_THAT(starts(3ms, 0s, 0s), ElementsAre(0ms, 1ms, 2ms, 3ms));
}

}  // namespace
}  // namespace traffic::detail
