// SPDX-License-Identifier: Apache-2.0
// How the requests of workers become rows of seconds, on a virtual clock.
#include "gtest_traffic/load/second_rows.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "gtest_traffic/load/testing/whole_seconds.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

// A worker that records requests and reports once per second, unless it is blocked.
class SecondRowsTest : public testing::Test {
 protected:
  SecondRowsTest() { recorder_.follow(clock_, kWholeSecondsBegin); }

  void request(Duration due, Duration done) {
    Sample sample;
    sample.step = step_;
    sample.intended = sample.sent = kWholeSecondsBegin + due;
    sample.done = kWholeSecondsBegin + done;
    recorder_.record(sample);
  }
  void report(Duration now) {
    mailbox_.put(recorder_, {clock_.second_at(kWholeSecondsBegin + now).index, 0, 0, stalls_},
                 Detail::kCounts);
  }
  // Takes the rows of the seconds that are complete.
  void collect() {
    const Delivery& delivery = mailbox_.take();
    rows_.add(delivery);
    while (rows_.next() < delivery.complete) add(rows_.take());
  }
  void add(const SecondCounts& second) {
    rows_.take_late([&](const SecondCounts& late) { series_.add_late(late.index, late.row()); });
    series_.add(second.row());
  }
  std::vector<std::uint64_t> requests() const {
    std::vector<std::uint64_t> requests;
    for (const SeriesRow& row : series_.rows()) requests.push_back(row.requests);
    return requests;
  }

  WholeSeconds clock_;
  Recorder recorder_{{}};
  StepId step_ = recorder_.intern("GET", "/");
  LoopStalls stalls_{1ms};
  Mailbox mailbox_{0};
  SecondRows rows_{clock_};
  Series series_;
};

// 500 requests per second, and a journey that blocks for 60 ms across the end of each second.
TEST_F(SecondRowsTest, BlockedWorkerLosesNoSecond) {
  constexpr Duration kBlock = 60ms;
  for (int i = 0; i < 2000; ++i) {
    const Duration due = i * 2ms + 1ms;
    const Duration into_second = due % 1s;
    const bool blocked = into_second >= 970ms;
    if (i > 0 && into_second == 1ms) collect();  // the worker has not reported yet
    // The worker serves what was due during the block after it.
    const bool waits = i >= 500 && into_second < kBlock - 30ms;
    request(due, blocked || waits ? due - into_second + (blocked ? 1030ms : 30ms) : due);
    if (i >= 500 && into_second == 31ms) {
      report(due);
      collect();
    }
  }
  report(4030ms);
  collect();
  ASSERT_THAT(requests(), SizeIs(4));
  // 15 requests of each second are done in the next one.
  EXPECT_THAT(requests(), ElementsAre(485U, 500U, 500U, 500U));
}

TEST_F(SecondRowsTest, LateRequestJoinsItsRow) {
  request(100ms, 200ms);
  request(1100ms, 1200ms);
  report(2s);
  collect();
  // A journey that waits after its request records it when it ends.
  request(2s, 2100ms);
  request(300ms, 400ms);
  request(1300ms, 1900ms);
  report(3s);
  collect();
  EXPECT_THAT(requests(), ElementsAre(2U, 2U, 1U));
  EXPECT_EQ(series_.rows()[1].response_time.max(), 600ms);
}

TEST_F(SecondRowsTest, LateRequestOfOpenSecondIsInTime) {
  request(1100ms, 1200ms);
  request(100ms, 200ms);
  report(1300ms);
  collect();
  EXPECT_THAT(requests(), ElementsAre(1U));
  report(2s);
  collect();
  EXPECT_THAT(requests(), ElementsAre(1U, 1U));
}

TEST_F(SecondRowsTest, LateReportIsAddedToItsSeconds) {
  request(100ms, 200ms);
  add(rows_.take());  // a wait for the worker ended
  add(rows_.take());
  request(1100ms, 1200ms);
  request(2100ms, 2200ms);
  report(3s);
  collect();
  EXPECT_THAT(requests(), ElementsAre(1U, 1U, 1U));
}

TEST_F(SecondRowsTest, RestIsOneRow) {
  request(100ms, 200ms);
  request(1100ms, 1200ms);
  request(2100ms, 2200ms);
  report(3s);
  rows_.add(mailbox_.take());
  add(rows_.take());
  add(rows_.take_rest());
  EXPECT_THAT(requests(), ElementsAre(1U, 2U));
}

// The rows stay correct in a run whose rows cover several seconds.
TEST_F(SecondRowsTest, LateRequestFindsItsRowInLongRun) {
  constexpr int kSeconds = 2 * static_cast<int>(Series::kMaxRows);
  for (int i = 0; i < kSeconds; ++i) {
    const Duration second = std::chrono::seconds(i);
    request(second, second + 10ms);
    if (i >= 7) request(second - 7s, second - 7s + 20ms);
    report(second + 1s);
    collect();
  }
  std::vector<std::uint64_t> counts = requests();
  ASSERT_GT(counts.size(), 900U);
  const auto length = static_cast<std::uint64_t>(series_.rows().front().length);
  counts.resize(counts.size() - 5);
  EXPECT_THAT(counts, Each(2 * length));
}

}  // namespace
}  // namespace traffic::detail
