// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/sample_of.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

class SampleOfTest : public testing::Test {
 protected:
  // Fills the latest exchange of the call.
  void sent(Duration from, Duration to, int status, Duration cap_wait = {}) {
    Exchange& exchange = *call_.last;
    exchange.sent = Time(from);
    exchange.timings.total = to - from;
    exchange.status = status;
    exchange.cap_wait = cap_wait;
    exchange.bytes_sent = 100;
    exchange.bytes_received = 1000;
  }

  const Path path_{"/"};
  const Body body_;
  const RequestOptions options_;
  Arena arena_;
  Call call_{{.path = path_, .body = body_, .options = options_}, arena_};
};

TEST_F(SampleOfTest, CountsSingleExchange) {
  sent(5s, 6s, 200, 1s);
  const Sample sample = sample_of(call_, 3, Time(2s));
  EXPECT_EQ(sample.step, 3U);
  EXPECT_EQ(sample.intended, Time(2s));
  EXPECT_EQ(sample.sent, Time(5s));
  EXPECT_EQ(sample.done, Time(6s));
  EXPECT_EQ(sample.cap_wait, 1s);
  EXPECT_EQ(sample.bytes_sent, 100U);
  EXPECT_EQ(sample.bytes_received, 1000U);
  EXPECT_EQ(sample.attempts, 1U);
  EXPECT_EQ(sample.status, 200);
}

TEST_F(SampleOfTest, MissingDueTimeIsSendTime) {
  sent(5s, 6s, 503, 1s);
  call_.send_again(SendCause::kRetry);
  sent(9s, 10s, 200, 2s);
  const Sample sample = sample_of(call_, 0, Time::min());
  EXPECT_EQ(sample.intended, Time(5s));
  EXPECT_EQ(sample.cap_wait, 2s) << "the delay before the due time is excluded";
}

TEST_F(SampleOfTest, LastRetryCounts) {
  sent(1s, 2s, 503);
  call_.send_again(SendCause::kRetry);
  sent(3s, 4s, 401);
  call_.send_again(SendCause::kCredentials);
  sent(5s, 6s, 200);
  const Sample sample = sample_of(call_, 0, Time(0s));
  EXPECT_EQ(sample.attempts, 3U);
  EXPECT_EQ(sample.sent, Time(5s));
  EXPECT_EQ(sample.bytes_sent, 300U);
  EXPECT_EQ(sample.bytes_received, 3000U);
  EXPECT_EQ(sample.status, 200);
}

TEST_F(SampleOfTest, ReplacedConnectionCountsAsAttempt) {
  sent(1s, 2s, 503);
  call_.send_again(SendCause::kRetry);
  sent(3s, 4s, 0);
  call_.send_again(SendCause::kReconnect);
  sent(5s, 6s, 200);
  const Sample sample = sample_of(call_, 0, Time(0s));
  EXPECT_EQ(sample.attempts, 3U);
  EXPECT_EQ(sample.replaced_connections, 1U);
  EXPECT_EQ(sample.sent, Time(3s)) << "the time of the replaced request belongs to the new request";
  EXPECT_EQ(sample.bytes_sent, 300U);
}

TEST_F(SampleOfTest, ServiceTimeIncludesRedirects) {
  sent(1s, 2s, 503);
  call_.send_again(SendCause::kRetry);
  sent(3s, 4s, 302);
  call_.follow(Method::kGet);
  sent(5s, 6s, 503);
  call_.send_again(SendCause::kRetry);
  sent(7s, 8s, 404);
  const Sample sample = sample_of(call_, 0, Time(0s));
  EXPECT_EQ(sample.sent, Time(3s))
      << "the service time starts with the last attempt of the first request";
  EXPECT_EQ(sample.done, Time(8s));
  EXPECT_EQ(sample.attempts, 3U) << "a redirect is not an attempt";
  EXPECT_EQ(sample.redirects, 1U);
  EXPECT_EQ(sample.replaced_connections, 0U);
  EXPECT_EQ(sample.status, 404);
}

TEST_F(SampleOfTest, UnsentRequestHasTime) {
  call_.fail(Failure::kBadUrl, "no host");
  const Sample sample = sample_of(call_, 0, Time::min());
  EXPECT_EQ(sample.failure, Failure::kBadUrl);
  EXPECT_EQ(sample.intended, sample.sent);
  EXPECT_EQ(sample.sent, sample.done);
  EXPECT_NE(sample.sent, Time());
}

}  // namespace
}  // namespace traffic::detail
