// SPDX-License-Identifier: Apache-2.0
// The seconds, and the counts since the start, that a recorder delivers.
#include <gmock/gmock.h>

#include <map>

#include "gtest_traffic/base/testing/allocation_count.h"
#include "gtest_traffic/metrics/recorder.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr Time kFirst{1h};

Sample request_at(StepId step, Time intended, Duration late, Duration service, int status = 200) {
  Sample result;
  result.step = step;
  result.intended = intended;
  result.sent = intended + late;
  result.done = intended + late + service;
  result.bytes_received = 1000;
  result.status = status;
  return result;
}

// Seconds begin at kFirst. The run pauses for an hour in its second second.
class PausedClock final : public RunClock {
 public:
  RunSecond second_at(Time time) const override {
    if (time < kFirst + 1s) return {0, Time::min(), kFirst + 1s};
    if (time < kFirst + 2s + 1h) return {1, kFirst + 1s, kFirst + 2s + 1h};
    const auto index = static_cast<std::uint64_t>((time - kFirst - 1h) / 1s);
    return {index, kFirst + 1h + index * 1s, kFirst + 1h + (index + 1) * 1s};
  }
};

class RecorderSecondsTest : public testing::Test {
 protected:
  RecorderSecondsTest() { recorder_.follow(clock_, kFirst); }
  void done(Duration at) { recorder_.record(request_at(step_, kFirst + at - 1ms, 0ns, 1ms)); }
  std::map<std::uint64_t, std::uint64_t> delivered() {
    delivery_.clear_news();
    recorder_.deliver(delivery_, Detail::kCounts);
    std::map<std::uint64_t, std::uint64_t> requests;
    for (const SecondCounts& second : delivery_.seconds) {
      requests[second.index] += second.requests;
    }
    return requests;
  }

  PausedClock clock_;
  Recorder recorder_{{}};
  StepId step_ = recorder_.intern("GET", "/");
  Delivery delivery_;
};

TEST_F(RecorderSecondsTest, RequestBelongsToSecondOfItsEnd) {
  done(999ms);
  done(1000ms);
  done(1001ms);
  EXPECT_THAT(delivered(), ElementsAre(Pair(0, 1), Pair(1, 2)));
  EXPECT_EQ(delivery_.seconds.at(1).response_time.count(), 2U);
  EXPECT_EQ(delivery_.seconds.at(1).bytes_received, 2000U);
  done(1500ms);
  EXPECT_THAT(delivered(), ElementsAre(Pair(1, 1)));
  EXPECT_EQ(delivery_.counts.requests(), 4U);
}

TEST_F(RecorderSecondsTest, PauseBelongsToOneSecond) {
  done(1100ms);
  done(30min);
  done(1h + 1999ms);
  done(1h + 2000ms);
  EXPECT_THAT(delivered(), ElementsAre(Pair(1, 3), Pair(2, 1)));
}

TEST_F(RecorderSecondsTest, RequestOfEarlierSecondIsLate) {
  done(1h + 3s);
  done(500ms);
  EXPECT_THAT(delivered(), ElementsAre(Pair(3, 1)));
  ASSERT_THAT(delivery_.late, testing::SizeIs(1));
  EXPECT_EQ(delivery_.late[0].done, kFirst + 500ms);
  EXPECT_EQ(delivery_.late[0].response_time, 1ms);
  delivered();
  EXPECT_THAT(delivery_.late, IsEmpty());
}

TEST_F(RecorderSecondsTest, ArrivalsCountInTheirSecond) {
  recorder_.arrival_started(kFirst + 999ms);
  recorder_.arrival_started(kFirst + 1s);
  delivered();
  EXPECT_EQ(delivery_.seconds.at(0).started, 1U);
  EXPECT_EQ(delivery_.seconds.at(1).started, 1U);
}

TEST_F(RecorderSecondsTest, NextSecondDoesNotAllocate) {
  const auto pass_second = [this](int second) {
    for (int i = 0; i < 100; ++i) done(1h + std::chrono::seconds(second) + i * 10ms);
    delivered();
    done(1h + std::chrono::seconds(second) + 995ms);
  };
  for (int second = 3; second < 6; ++second) pass_second(second);
  const long before = allocation_count();
  for (int i = 0; i < 100; ++i) done(1h + 6s + i * 10ms);
  EXPECT_EQ(allocation_count(), before);
}

TEST(RecorderDeliveryTest, HasCountsAndHistograms) {
  Recorder recorder({"Shopper.Buys"});
  const StepId step = recorder.intern("GET", "/");
  recorder.measure_from(kFirst);
  recorder.record(request_at(step, kFirst - 1s, 0ms, 2ms));
  recorder.record(request_at(step, kFirst, 1ms, 2ms, 404));
  recorder.journey_started(0, kFirst);
  recorder.journey_ended(0, kFirst, 5s, Recorder::Ending::kFailed);
  Delivery delivery;
  recorder.deliver(delivery, Detail::kCounts);
  const StepRow& row = delivery.counts.steps.at(0);
  EXPECT_EQ(*row.name, "GET /");
  EXPECT_EQ(row.requests(), 2U);
  EXPECT_EQ(row.total_time(), 5ms);
  EXPECT_EQ(row.measured.requests, 1U);
  EXPECT_EQ(row.measured.response_time.count(), 0U);
  Delivery full;
  recorder.deliver(full, Detail::kHistograms);
  const StepCounts& measured = full.counts.steps.at(0).measured;
  EXPECT_EQ(measured.response_time.at(95), 3ms);
  EXPECT_EQ(measured.lateness.max(), 1ms);
  EXPECT_THAT(measured.statuses, ElementsAre(Pair(404, 1)));
  EXPECT_EQ(full.counts.journeys.at(0).counts.failed, 1U);
  EXPECT_EQ(full.counts.journeys.at(0).counts.duration.max(), 5s);
}

}  // namespace
}  // namespace traffic::detail
