// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/resend.h"

#include <gmock/gmock.h>

#include <iterator>
#include <set>
#include <string>

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::Eq;
using testing::Ge;
using testing::Le;
using testing::Optional;
using namespace std::chrono_literals;

class ResendTest : public testing::Test {
 protected:
  void answer(int status, const std::string& field) {
    head_ = "HTTP/1.1 " + std::to_string(status) + " Busy\r\n" + field + "\r\n";
    exchange_.status = status;
    exchange_.response_head = head_;
    exchange_.bytes_sent = 100;
  }
  std::optional<Duration> pause() { return pause_before_retry(exchange_, attempts_, jitter_); }

  std::string head_;
  Exchange exchange_;
  Attempts attempts_{.count = 1, .left = 30s};
  Random jitter_{1};
};

TEST_F(ResendTest, IncreasesBackoff) {
  exchange_.failure = Failure::kReset;
  for (int i = 0; i < 100; ++i) {
    attempts_.count = 1;
    EXPECT_THAT(pause(), Optional(AllOf(Ge(0s), Le(100ms))));
    attempts_.count = 3;
    EXPECT_THAT(pause(), Optional(Le(400ms)));
    attempts_.count = 60;
    EXPECT_THAT(pause(), Optional(Le(5s)));
  }
}

TEST_F(ResendTest, DoesNotRepeatUnsafeRequest) {
  exchange_.failure = Failure::kReset;
  exchange_.method = Method::kPost;
  exchange_.bytes_sent = 100;
  EXPECT_EQ(pause(), std::nullopt);
  exchange_.bytes_sent = 0;
  EXPECT_NE(pause(), std::nullopt);
}

TEST_F(ResendTest, DoesNotRepeatWithoutTime) {
  exchange_.failure = Failure::kReset;
  attempts_.left = 10ms;
  for (int i = 0; i < 100; ++i) EXPECT_THAT(pause(), Optional(Le(5ms)));
  attempts_.left = Duration(0);
  EXPECT_EQ(pause(), std::nullopt);
  attempts_.left = -1s;
  EXPECT_EQ(pause(), std::nullopt);
}

TEST_F(ResendTest, FollowsRetryAfter) {
  for (const int status : {429, 503}) {
    answer(status, "Retry-After: 7\r\n");
    EXPECT_THAT(pause(), Optional(Eq(Duration(7s)))) << status;
  }
}

// Each pause advances a virtual clock. The wait doubles, and half of it is random.
TEST_F(ResendTest, WaitsLongerAfterEachStatusToRetry) {
  constexpr Duration kLimits[] = {500ms, 1s, 2s, 4s, 5s, 5s};
  constexpr int kStatuses[] = {429, 502, 503, 504};
  std::set<Duration> totals;
  for (const int status : kStatuses) {
    answer(status, "");
    Duration now{0};
    for (attempts_.count = 1; attempts_.count <= std::size(kLimits); ++attempts_.count) {
      attempts_.left = 60s - now;
      attempts_.statuses_to_retry = {};
      EXPECT_EQ(pause(), std::nullopt) << status;
      attempts_.statuses_to_retry = kStatuses;
      const auto wait = pause();
      const Duration limit = kLimits[attempts_.count - 1];
      ASSERT_THAT(wait, Optional(AllOf(Ge(limit / 2), Le(limit)))) << status;
      now += *wait;
    }
    totals.insert(now);
  }
  EXPECT_EQ(totals.size(), std::size(kStatuses)) << "the waits are random";
}

TEST_F(ResendTest, FollowsRetryAfterOfStatusToRetry) {
  constexpr int kStatuses[] = {502};
  attempts_.statuses_to_retry = kStatuses;
  answer(502, "Retry-After: 7\r\n");
  EXPECT_THAT(pause(), Optional(Eq(Duration(7s))));
  attempts_.left = 6s;
  EXPECT_EQ(pause(), std::nullopt);
}

TEST_F(ResendTest, DoesNotRepeatStatusOfUnsafeRequestOrWithoutTime) {
  constexpr int kStatuses[] = {502};
  attempts_.statuses_to_retry = kStatuses;
  answer(502, "");
  attempts_.left = 100ms;
  EXPECT_THAT(pause(), Optional(Le(50ms)));
  attempts_.left = Duration(0);
  EXPECT_EQ(pause(), std::nullopt);
  attempts_.left = 30s;
  EXPECT_NE(pause(), std::nullopt);
  exchange_.method = Method::kPost;
  EXPECT_EQ(pause(), std::nullopt);
}

TEST_F(ResendTest, AcceptsOtherResponses) {
  answer(503, "");
  EXPECT_EQ(pause(), std::nullopt);
  answer(429, "Retry-After: 31\r\n");  // longer than the time that is left
  EXPECT_EQ(pause(), std::nullopt);
  answer(500, "Retry-After: 1\r\n");
  EXPECT_EQ(pause(), std::nullopt);
  answer(503, "Retry-After: 1\r\n");
  exchange_.method = Method::kPost;
  EXPECT_EQ(pause(), std::nullopt);
}

TEST_F(ResendTest, TextStatesIdleTimeAndPossibleExecution) {
  EXPECT_EQ(old_connection_text(4900ms, false),
            "the connection had been kept alive for 4.9 s; the server may have executed the "
            "request; if it closes idle connections, set --traffic_max_idle to less than the idle "
            "timeout of the server");
  EXPECT_EQ(old_connection_text(0s, true),
            "the connection had been kept alive for 0.0 s; the server did not read the "
            "request, but a streamed body cannot be sent again");
}

}  // namespace
}  // namespace traffic::detail
