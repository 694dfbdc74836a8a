// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/recorder.h"

#include <gmock/gmock.h>

#include "gtest_traffic/base/testing/allocation_count.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Key;
using testing::Pair;

constexpr Time kStart{1h};

Sample sample(StepId step, Time intended, Duration late, Duration service, int status = 200) {
  Sample result;
  result.step = step;
  result.intended = intended;
  result.sent = intended + late;
  result.done = intended + late + service;
  result.bytes_sent = 100;
  result.bytes_received = 1000;
  result.status = status;
  return result;
}

Report folded(const Recorder& recorder) {
  Report report;
  recorder.fold_into(report);
  return report;
}

TEST(RecorderTest, InternReturnsOneRowPerName) {
  Recorder recorder({});
  const StepId get = recorder.intern("GET", "/api/x/{}");
  EXPECT_EQ(recorder.step_name(get), "GET /api/x/{}");
  EXPECT_NE(recorder.intern("PUT", "/api/x/{}"), get);
  EXPECT_NE(recorder.intern("GET", "/api/x/"), get);
  EXPECT_EQ(recorder.step_name(recorder.intern("", "Checkout")), "Checkout");
  const std::string elsewhere = "/api/x/{}";
  EXPECT_EQ(recorder.intern("GET", elsewhere), get);
}

TEST(RecorderTest, InternDetectsReusedBuffer) {
  Recorder recorder({});
  std::string buffer = "/one";
  const StepId one = recorder.intern("GET", buffer);
  buffer[1] = 't';
  const StepId other = recorder.intern("GET", buffer);
  EXPECT_NE(other, one);
  EXPECT_EQ(recorder.step_name(other), "GET /tne");
  buffer[1] = 'o';
  EXPECT_EQ(recorder.intern("GET", buffer), one);
}

TEST(RecorderTest, NamesStayOnOneLine) {
  Recorder recorder({});
  const StepId step = recorder.intern("GET", "/a\r\nb");
  EXPECT_EQ(recorder.step_name(step), "GET /a  b");
  EXPECT_EQ(recorder.intern("GET", "/a\r\nb"), step);
}

TEST(RecorderTest, NamesHideSecrets) {
  redactor().add_secret("RECORDER_KEY", "hush-hush-5519");
  Recorder recorder({});
  const StepId step = recorder.intern("GET", "/x?k=hush-hush-5519&password=abc&page=1");
  EXPECT_EQ(recorder.step_name(step), "GET /x?k=***&password=***&page=1");
  EXPECT_EQ(recorder.intern("GET", "/x?k=hush-hush-5519&password=abc&page=1"), step);
}

TEST(RecorderTest, SeparatesResponseServiceAndLateness) {
  Recorder recorder({});
  recorder.record(sample(recorder.intern("GET", "/"), kStart, 3us, 20us));
  const Report report = folded(recorder);
  const StepStatistics& row = report.steps.at("GET /");
  EXPECT_EQ(row.response_time.max(), 23us);
  EXPECT_EQ(row.service_time.max(), 20us);
  EXPECT_EQ(row.lateness.max(), 3us);
}

TEST(RecorderTest, CountsSampleFields) {
  Recorder recorder({});
  const StepId step = recorder.intern("GET", "/");
  recorder.record(sample(step, kStart, 0ns, 1ms, 200));
  recorder.record(sample(step, kStart, 0ns, 1ms, 200));
  Sample unexpected = sample(step, kStart, 0ns, 1ms, 404);
  unexpected.failed_checks = 2;
  recorder.record(unexpected);
  Sample timeout = sample(step, kStart, 0ns, 1s, 0);
  timeout.failure = Failure::kReadTimeout;
  timeout.attempts = 3;
  timeout.bytes_received = 0;
  recorder.record(timeout);
  Sample stopped = timeout;
  stopped.failure = Failure::kStopped;
  recorder.record(stopped);

  const StepStatistics row = folded(recorder).steps.at("GET /");
  EXPECT_EQ(row.requests, 4U);
  EXPECT_EQ(row.errors, 2U);
  EXPECT_EQ(row.attempts, 6U);
  EXPECT_EQ(row.bytes_sent, 400U);
  EXPECT_EQ(row.bytes_received, 3000U);
  EXPECT_THAT(row.statuses, ElementsAre(Pair(0, 1), Pair(200, 2), Pair(404, 1)));
  EXPECT_THAT(row.failures, ElementsAre(Pair("read-timeout", 1)));
}

TEST(RecorderTest, CountsWarmUpInIntervalsOnly) {
  Recorder recorder({"Shopper.Browses"});
  const StepId step = recorder.intern("GET", "/");
  recorder.measure_from(kStart);
  recorder.measure_until(kStart + 10s);
  for (const Duration at : {-1ns, 0ns, 9999999999ns, 10000000000ns}) {
    recorder.record(sample(step, kStart + at, 0ns, 1ms));
    recorder.journey_started(0, kStart + at);
    recorder.journey_ended(0, kStart + at, 1ms, Recorder::Ending::kCompleted);
  }
  const Report report = folded(recorder);
  EXPECT_EQ(report.steps.at("GET /").requests, 2U);
  EXPECT_EQ(report.journeys.at("Shopper.Browses").started, 2U);
  EXPECT_EQ(report.journeys.at("Shopper.Browses").completed, 2U);
  Delivery delivery;
  recorder.deliver(delivery, Detail::kCounts);
  EXPECT_EQ(delivery.seconds.at(0).requests, 4U);
  EXPECT_EQ(delivery.counts.requests(), 4U);
  EXPECT_EQ(delivery.counts.journeys_started(), 4U);
  EXPECT_EQ(delivery.counts.journeys_completed(), 4U);
  EXPECT_EQ(report.unmeasured.warm_up.requests, 1U);
  EXPECT_EQ(report.unmeasured.after_end.requests, 1U);
  EXPECT_EQ(report.sent(), 4U);
}

TEST(RecorderTest, ExcludesBlocksFromTotals) {
  Recorder recorder({});
  recorder.record(sample(recorder.intern("GET", "/"), kStart, 0ns, 1ms));
  recorder.record(sample(recorder.intern("GET", "/cart"), kStart, 0ns, 2ms));
  Sample block = sample(recorder.intern("", "Checkout"), kStart, 0ns, 3ms, 0);
  block.is_block = true;
  block.failed_checks = 1;
  recorder.record(block);
  const Report report = folded(recorder);
  EXPECT_THAT(report.steps, ElementsAre(Key("Checkout"), Key("GET /"), Key("GET /cart")));
  EXPECT_EQ(report.total.requests, 2U);
  EXPECT_EQ(report.total.errors, 0U);
  EXPECT_EQ(report.total.response_time.max(), 2ms);
  const StepStatistics& row = report.steps.at("Checkout");
  EXPECT_TRUE(row.is_block);
  EXPECT_EQ(row.errors, 1U);
  EXPECT_THAT(row.statuses, IsEmpty());
  Delivery delivery;
  recorder.deliver(delivery, Detail::kCounts);
  EXPECT_EQ(delivery.seconds.at(0).requests, 2U);
  EXPECT_EQ(delivery.seconds.at(0).errors, 0U);
  EXPECT_EQ(delivery.counts.requests(), 2U);
  EXPECT_EQ(delivery.counts.errors(), 0U);
}

TEST(RecorderTest, CountsOutcomesByJourney) {
  Recorder recorder({"Shopper.Browses", "Shopper.Buys"});
  using Ending = Recorder::Ending;
  for (const Ending ending :
       {Ending::kCompleted, Ending::kFailed, Ending::kSkipped, Ending::kInterrupted}) {
    recorder.journey_started(1, kStart);
    recorder.journey_ended(1, kStart, 5s, ending);
  }
  const Report report = folded(recorder);
  const JourneyStatistics& buys = report.journeys.at("Shopper.Buys");
  EXPECT_EQ(buys.started, 4U);
  EXPECT_EQ(buys.completed, 2U);
  EXPECT_EQ(buys.failed, 1U);
  EXPECT_EQ(buys.skipped, 1U);
  EXPECT_EQ(buys.interrupted, 1U);
  EXPECT_EQ(buys.duration.count(), 2U);
  EXPECT_EQ(report.journeys.at("Shopper.Browses").started, 0U);
}

TEST(RecorderTest, CountsUnfinishedIterationsAsInterrupted) {
  Recorder recorder({"Shopper.Buys"});
  for (int i = 0; i < 3; ++i) recorder.journey_started(0, kStart);
  recorder.journey_ended(0, kStart, 5s, Recorder::Ending::kFailed);
  recorder.interrupt_journeys();
  const Report report = folded(recorder);
  EXPECT_EQ(report.journeys.at("Shopper.Buys").interrupted, 2U);
}

TEST(RecorderTest, SeparatesSetUp) {
  Recorder recorder({});
  recorder.measure_from(kStart);
  recorder.record_set_up(sample(recorder.intern("GET", "/login"), kStart - 1s, 0ns, 1ms));
  const Report report = folded(recorder);
  EXPECT_EQ(report.set_up.requests, 1U);
  EXPECT_EQ(report.total.requests, 0U);
  EXPECT_THAT(report.steps, IsEmpty());
}

TEST(RecorderTest, CountsRequestsCutOffByTheEnd) {
  Recorder recorder({});
  Sample cut_off = sample(recorder.intern("GET", "/"), kStart, 0ns, 1ms, 0);
  cut_off.failure = Failure::kStopped;
  recorder.record(cut_off);
  recorder.record_set_up(cut_off);
  cut_off.bytes_sent = 0;  // the target did not see these
  recorder.record(cut_off);
  recorder.record_set_up(cut_off);
  const Report report = folded(recorder);
  EXPECT_EQ(report.unmeasured.stopped.requests, 2U);
  EXPECT_EQ(report.sent(), 2U);
}

TEST(RecorderTest, CountsRetriesAndRedirectsAsSent) {
  Recorder recorder({});
  Sample one = sample(recorder.intern("GET", "/"), kStart, 0ns, 1ms);
  one.attempts = 3;
  one.redirects = 2;
  recorder.record(one);
  recorder.record_set_up(one);
  recorder.record_clean_up(one);
  const Report report = folded(recorder);
  EXPECT_EQ(report.total.requests, 1U);
  EXPECT_EQ(report.total.redirects, 2U);
  EXPECT_EQ(report.unmeasured.clean_up.sent, 5U);
  EXPECT_EQ(report.sent(), 15U);
  EXPECT_EQ(recorder.set_up_and_clean_up().sent, 10U);
}

TEST(RecorderTest, FoldsWorkersIntoOneReport) {
  Report report;
  for (int worker = 0; worker < 3; ++worker) {
    Recorder recorder({"Shopper.Browses"});
    recorder.record(sample(recorder.intern("GET", "/"), kStart, 0ns, 1ms));
    recorder.journey_started(0, kStart);
    recorder.fold_into(report);
  }
  EXPECT_EQ(report.steps.at("GET /").requests, 3U);
  EXPECT_EQ(report.total.response_time.count(), 3U);
  EXPECT_EQ(report.journeys.at("Shopper.Browses").started, 3U);
}

TEST(RecorderTest, DoesNotAllocateForKnownSteps) {
  Recorder recorder({"Shopper.Browses"});
  recorder.follow_steps({"GET /a/name/longer/than/the/small/string/buffer/{}"});
  const std::string name = "/a/name/longer/than/the/small/string/buffer/{}";
  const auto run = [&] {
    for (int i = 0; i < 100; ++i) {
      const StepId step = recorder.intern("GET", name);
      recorder.journey_started(0, kStart);
      recorder.record(sample(step, kStart, Duration(i), 1ms, i % 2 == 0 ? 200 : 404));
      recorder.count_failure(
          {0, recorder.step_name(step), "shop.cc", 10, "expected 200, got 404", Outside::kNo});
      recorder.wants_example(0, recorder.step_name(step));
      recorder.journey_ended(0, kStart, 1ms, Recorder::Ending::kCompleted);
    }
  };
  run();
  const long before = allocation_count();
  run();
  EXPECT_EQ(allocation_count(), before);
}

}  // namespace
}  // namespace traffic::detail
