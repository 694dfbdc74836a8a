// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/mailbox.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

class MailboxTest : public testing::Test {
 protected:
  void request(int status, Duration took = 1ms) {
    Sample sample;
    sample.step = recorder_.intern("GET", "/");
    sample.intended = sample.sent = Time(1h);
    sample.done = sample.sent + took;
    sample.status = status;
    sample.failed_checks = status == 200 ? 0 : 1;
    recorder_.record(sample);
  }
  void put(std::uint64_t complete, Detail detail = Detail::kHistograms) {
    mailbox_.put(recorder_, {complete, 5, 2, stalls_}, detail);
  }

  Recorder recorder_{{"Shopper.Buys"}};
  LoopStalls stalls_{1ms};
  Mailbox mailbox_{3};
};

TEST_F(MailboxTest, SecondsBeforeFirstAreComplete) {
  const Delivery& delivery = mailbox_.take();
  EXPECT_EQ(delivery.complete, 3U);
  EXPECT_THAT(delivery.counts.steps, IsEmpty());
}

TEST_F(MailboxTest, EventsAreDeliveredOnceAndCountsStay) {
  request(200);
  put(4);
  Delivery first = mailbox_.take();
  EXPECT_EQ(first.seconds.at(0).requests, 1U);
  EXPECT_EQ(first.counts.active_users, 5U);
  EXPECT_EQ(first.counts.dropped, 2U);
  // The worker is blocked, so there is no other delivery.
  Delivery again = mailbox_.take();
  EXPECT_EQ(again.seconds.at(0).requests, 0U);
  EXPECT_EQ(again.counts.requests(), 1U);
  EXPECT_EQ(again.complete, 4U);
}

TEST_F(MailboxTest, DeliveriesThatWereNotTakenAddUp) {
  for (int i = 1; i <= 3; ++i) {
    request(200);
    recorder_.count_failure({0, "GET /", "a.cc", 7, "wrong", Outside::kNo});
    put(static_cast<std::uint64_t>(3 + i));
  }
  Delivery delivery = mailbox_.take();
  EXPECT_EQ(delivery.seconds.at(0).requests, 3U);
  EXPECT_EQ(delivery.counts.requests(), 3U);
  EXPECT_EQ(delivery.complete, 6U);
  ASSERT_THAT(delivery.failures, SizeIs(3));
}

// Each delivery goes into the memory of the delivery before the previous one.
TEST_F(MailboxTest, EveryDeliveryHasAllCounts) {
  for (std::uint64_t i = 1; i <= 5; ++i) {
    request(i % 2 == 0 ? 200 : 404, Duration(i * 1ms));
    put(3 + i);
    const LiveCounts& counts = mailbox_.take().counts;
    EXPECT_EQ(counts.requests(), i);
    EXPECT_EQ(counts.steps.at(0).measured.response_time.count(), i);
    EXPECT_EQ(counts.steps.at(0).measured.response_time.max(), Duration(i * 1ms));
  }
  EXPECT_THAT(mailbox_.take().counts.steps.at(0).measured.statistics().statuses,
              ElementsAre(Pair(200, 2), Pair(404, 3)));
}

TEST_F(MailboxTest, HistogramsAreLeftOutUnlessWanted) {
  request(200);
  recorder_.count_failure({0, "GET /", "a.cc", 7, "wrong", Outside::kNo});
  put(4, Detail::kCounts);
  const Delivery& delivery = mailbox_.take();
  EXPECT_EQ(delivery.counts.steps.at(0).measured.response_time.count(), 0U);
  EXPECT_EQ(delivery.failures.size(), 1U) << "the live view shows them";
}

TEST_F(MailboxTest, FoldsCountsOfUnreadableWorker) {
  request(200);
  put(4);
  mailbox_.take();
  request(500, 9ms);
  put(5);
  Report report;
  mailbox_.fold_into(report);
  EXPECT_EQ(report.total.requests, 2U);
  EXPECT_EQ(report.total.errors, 1U);
  EXPECT_EQ(report.total.attempts, 2U);
  EXPECT_EQ(report.total.response_time.max(), 9ms);
  EXPECT_EQ(report.steps.at("GET /").requests, 2U);
}

}  // namespace
}  // namespace traffic::detail
