// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/resolver.h"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <latch>

#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

Time in_time() { return Clock::now() + 10s; }

Resolution loopback(const Resolver::Key& key) { return resolve_now("127.0.0.1", key.second); }

TEST(ResolverTest, SharesLookupBetweenWaitingFibers) {
  std::atomic<int> asked = 0;
  std::latch all_wait(1);
  Resolver resolver([&](const Resolver::Key& key) {
    ++asked;
    all_wait.wait();
    return loopback(key);
  });
  constexpr int kUsers = 20;
  Reactor reactor;
  std::deque<Fiber> users;
  int answered = 0;
  for (int i = 0; i < kUsers; ++i) {
    users.emplace_back([&] {
      const Resolution resolution = resolver.resolve("target.example", 80, in_time());
      ASSERT_EQ(resolution.addresses.size(), 1);
      EXPECT_EQ(resolution.addresses[0].text(), "127.0.0.1:80");
      if (++answered == kUsers) reactor.stop();
    });
    reactor.start(users.back());
  }
  Fiber last([&] { all_wait.count_down(); });
  reactor.start(last);
  reactor.run();
  EXPECT_EQ(answered, kUsers);
  EXPECT_EQ(asked, 1);
}

TEST(ResolverTest, CachesAnswersButNotFailures) {
  std::atomic<int> asked = 0;
  Resolver resolver([&](const Resolver::Key& key) {
    if (++asked > 1) return loopback(key);
    return Resolution{.addresses = {}, .failure = Failure::kDns, .detail = "no such name"};
  });
  run_on_fiber([&](Reactor&) {
    const Resolution failed = resolver.resolve("target.example", 80, in_time());
    EXPECT_EQ(failed.failure, Failure::kDns);
    EXPECT_EQ(failed.detail, "no such name");
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(resolver.resolve("target.example", 80, in_time()).failure, Failure::kNone);
      EXPECT_EQ(asked, 2);
    }
    EXPECT_EQ(resolver.resolve("target.example", 81, in_time()).addresses.at(0).text(),
              "127.0.0.1:81");
    EXPECT_EQ(asked, 3) << "each port needs its own look-up";
  });
}

TEST(ResolverTest, IgnoresLateAnswerAfterDeadline) {
  std::latch release(1);
  Resolver resolver([&](const Resolver::Key& key) {
    release.wait();
    return loopback(key);
  });
  run_on_fiber([&](Reactor& reactor) {
    const Resolution late = resolver.resolve("target.example", 80, Clock::now() + 1ms);
    EXPECT_EQ(late.failure, Failure::kDns);
    EXPECT_EQ(late.detail, "resolve target.example: no answer in time");
    release.count_down();
    EXPECT_EQ(resolver.resolve("target.example", 80, in_time()).failure, Failure::kNone);
    reactor.sleep_until(Clock::now());
  });
}

TEST(ResolverTest, SkipsLookupForLiteralAddress) {
  Resolver resolver([](const Resolver::Key&) {
    ADD_FAILURE() << "unexpected look-up";
    return Resolution{};
  });
  run_on_fiber([&](Reactor&) {
    EXPECT_EQ(resolver.resolve("::1", 80, in_time()).addresses.at(0).text(), "[::1]:80");
  });
}

}  // namespace
}  // namespace traffic::detail
