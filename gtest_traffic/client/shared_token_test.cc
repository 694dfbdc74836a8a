// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/shared_token.h"

#include <gmock/gmock.h>

#include <atomic>
#include <deque>
#include <latch>
#include <thread>

#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

Time virtual_now;
Time now() { return virtual_now; }

// Issues tokens that are valid for 100 s: t1, t2, …
class SharedTokenTest : public testing::Test {
 protected:
  SharedTokenTest() { virtual_now = Time() + 1000s; }

  SharedToken::Fetch fetch() {
    return [this](const AccessToken* last) -> std::optional<Expected<AccessToken>> {
      last_seen_ = last == nullptr ? "none" : last->authorization;
      ++fetched_;
      if (fails_) return Error{"closed today"};
      return AccessToken{.authorization = "t" + std::to_string(fetched_),
                         .renew_at = virtual_now + 90s,
                         .expires_at = virtual_now + 100s};
    };
  }
  std::string get() {
    const auto got = token_.get(fetch(), 10s);
    return got ? (*got)->authorization : got.error().message;
  }

  SharedToken token_{now};
  std::string last_seen_;
  int fetched_ = 0;
  bool fails_ = false;
};

TEST_F(SharedTokenTest, IsFetchedOnceAndRenewedInTime) {
  EXPECT_EQ(get(), "t1");
  virtual_now += 89s;
  EXPECT_EQ(get(), "t1");
  virtual_now += 1s;
  EXPECT_EQ(get(), "t2");
  EXPECT_EQ(last_seen_, "t1")
      << "the fetch gets the previous token, which may contain a refresh token";
}

TEST_F(SharedTokenTest, ValidTokenSurvivesFailedRenewal) {
  EXPECT_EQ(get(), "t1");
  virtual_now += 95s;
  fails_ = true;
  EXPECT_EQ(get(), "t1");
  EXPECT_EQ(get(), "t1");
  EXPECT_EQ(fetched_, 2) << "no second request to the endpoint within one second";
  virtual_now += 5s;
  EXPECT_EQ(get(), "closed today");
}

TEST_F(SharedTokenTest, CachesFailureForOneSecond) {
  fails_ = true;
  EXPECT_EQ(get(), "closed today");
  fails_ = false;
  EXPECT_EQ(get(), "closed today");
  EXPECT_EQ(fetched_, 1);
  virtual_now += 1s;
  EXPECT_EQ(get(), "t2");
}

TEST_F(SharedTokenTest, RefusedTokenIsReplacedOnce) {
  const auto first = *token_.get(fetch(), 10s);
  EXPECT_TRUE(token_.refuse(first));
  EXPECT_TRUE(token_.refuse(first));
  const auto second = *token_.get(fetch(), 10s);
  EXPECT_TRUE(token_.refuse(first)) << "the rejected token has already been replaced";
  EXPECT_EQ(get(), "t2");
  EXPECT_FALSE(token_.refuse(second)) << "the previous rejection is less than one second ago";
  EXPECT_EQ(get(), "t2");
  virtual_now += 1s;
  EXPECT_TRUE(token_.refuse(second));
  EXPECT_EQ(get(), "t3");
}

// One thread fetches while users of two threads wait.
TEST(SharedTokenThreadsTest, OneFetchServesAllThreads) {
  constexpr int kThreads = 3;
  constexpr int kUsers = 20;
  SharedToken token;
  std::atomic<int> fetched = 0;
  std::atomic<int> served = 0;
  std::latch all_asked(kThreads * kUsers);
  const auto fetch = [&](const AccessToken*) -> std::optional<Expected<AccessToken>> {
    ++fetched;
    while (!all_asked.try_wait()) Reactor::current()->sleep_until(Clock::now() + 1ms);
    return AccessToken{.authorization = "t"};
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      Reactor reactor;
      std::deque<Fiber> users;
      int left = kUsers;
      for (int user = 0; user < kUsers; ++user) {
        users.emplace_back([&] {
          all_asked.count_down();
          const auto got = token.get(fetch, 60s);
          served += got && (*got)->authorization == "t" ? 1 : 0;
          if (--left == 0) reactor.stop();
        });
        reactor.start(users.back());
      }
      reactor.run();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(served, kThreads * kUsers);
  EXPECT_EQ(fetched, 1);
}

TEST(SharedTokenThreadsTest, StoppedFetchIsTakenOver) {
  SharedToken token;
  std::string got;
  Reactor reactor;
  Fiber first([&] {
    const auto none = token.get(
        [&](const AccessToken*) -> std::optional<Expected<AccessToken>> {
          Reactor::current()->sleep_until(Clock::now() + 1ms);
          return std::nullopt;
        },
        60s);
    EXPECT_FALSE(none);
  });
  Fiber second([&] {
    const auto mine = token.get(
        [&](const AccessToken*) -> std::optional<Expected<AccessToken>> {
          return AccessToken{.authorization = "mine"};
        },
        60s);
    if (mine) got = (*mine)->authorization;
    reactor.stop();
  });
  reactor.start(first);
  reactor.start(second);
  reactor.run();
  EXPECT_EQ(got, "mine");
}

}  // namespace
}  // namespace traffic::detail
