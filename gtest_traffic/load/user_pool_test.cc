// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/user_pool.h"

#include <gmock/gmock.h>

#include <functional>
#include <thread>
#include <vector>

#include "gtest_traffic/load/testing/actor.h"

namespace traffic::detail {
namespace {

using testing::ElementsAre;

// A pool whose users send nothing: each is free, or rests, until it is retired.
class UserPoolTest : public testing::Test {
 protected:
  using Step = std::function<void(UserPool&)>;

  UserPoolTest() {
    plan_.mix = *Mix::of({{"Actor.Asks"}, {"Extra.Asks"}});
    plan_.shape = Shape({constant(users(10), std::chrono::seconds(1))});
  }

  // Calls each step in a turn of its own, so that users act between the steps. Returns the number
  // of users after each step. Uses a thread of its own, like a worker.
  std::vector<std::size_t> run(std::vector<Step> steps) {
    std::vector<std::size_t> active;
    std::thread thread([&] { run_here(steps, active); });
    thread.join();
    return active;
  }

  LoadPlan plan_;
  Random random_{1};
  bool open_ = false;
  std::size_t unfinished_ = 0;  // users that did not leave at the end
  std::uint64_t peak_ = 0;

 private:
  void run_here(const std::vector<Step>& steps, std::vector<std::size_t>& active) {
    Reactor reactor;
    Recorder recorder({"Actor.Asks", "Extra.Asks"});
    RunContext context(reactor, recorder, RunContext::Use::kLoad);
    UserPool* users = nullptr;
    UserPool pool(context, plan_, 0, [&](VirtualUser& user) {
      while (!user.retired) {
        if (open_) users->add_free(user);
        user.resting = true;
        reactor.suspend(Time::max(), Reactor::Precision::kCoarse);
        user.resting = false;
      }
      users->leave(user);
    });
    users = &pool;
    std::size_t next = 0;
    reactor.keep_ticking(Reactor::Precision::kFine);
    reactor.run([&](Time) {
      if (next > 0 && active.size() < steps.size()) active.push_back(pool.active());
      if (next < steps.size()) return steps[next++](pool);
      pool.adjust(0, random_);
      if (pool.active() == 0) reactor.stop();
    });
    peak_ = pool.peak();
    unfinished_ = pool.take_unfinished().size();
  }
};

TEST_F(UserPoolTest, MostRecentlyFreedUserServesFirst) {
  open_ = true;
  VirtualUser *first = nullptr, *second = nullptr;
  std::vector<VirtualUser*> taken;
  EXPECT_THAT(run({[&](UserPool& pool) { first = pool.add(0); },
                   [&](UserPool& pool) { second = pool.add(0); },
                   [&](UserPool& pool) {
                     for (int i = 0; i < 3; ++i) taken.push_back(pool.take_free(0));
                   }}),
              ElementsAre(1, 2, 2));
  EXPECT_THAT(taken, ElementsAre(second, first, nullptr));
  EXPECT_EQ(unfinished_, 0U);
}

TEST_F(UserPoolTest, FreeUserOfOtherClassLeaves) {
  open_ = true;
  std::vector<bool> released;
  EXPECT_THAT(run({[](UserPool& pool) { pool.add(1); },
                   [&](UserPool& pool) {
                     released.push_back(pool.take_free(0) != nullptr);
                     released.push_back(pool.release_one());
                     released.push_back(pool.release_one());
                   }}),
              ElementsAre(1, 0));
  EXPECT_THAT(released, ElementsAre(false, true, false));
}

TEST_F(UserPoolTest, AdjustsToNumberOfUsers) {
  EXPECT_THAT(run({[&](UserPool& pool) { pool.adjust(5, random_); },
                   [&](UserPool& pool) { pool.adjust(2, random_); }}),
              ElementsAre(5, 2));
  EXPECT_EQ(peak_, 5U);
}

TEST_F(UserPoolTest, ExactNumbersStartFirstAndLeaveLast) {
  EXPECT_FALSE(plan_.mix.weigh({{.user = "Extra", .exactly = 2}}));
  EXPECT_THAT(run({[&](UserPool& pool) { pool.adjust(3, random_); },
                   [&](UserPool& pool) { pool.adjust(2, random_); },
                   [](UserPool& pool) {
                     pool.adjust(std::vector<std::size_t>{0, 2});
                   }}),
              ElementsAre(3, 2, 2));
  EXPECT_EQ(peak_, 3U) << "the two users that stayed are of the class Extra, so no user was added";
}

TEST_F(UserPoolTest, AdjustsToNumberOfEachClass) {
  EXPECT_THAT(run({[](UserPool& pool) {
                     pool.adjust(std::vector<std::size_t>{1, 3});
                   },
                   [](UserPool& pool) {
                     pool.adjust(std::vector<std::size_t>{2, 0});
                   }}),
              ElementsAre(4, 2));
}

TEST_F(UserPoolTest, FinishedUserIsNotReplaced) {
  EXPECT_THAT(run({[](UserPool& pool) {
                     pool.adjust(std::vector<std::size_t>{2, 1});
                   },
                   [](UserPool& pool) {
                     VirtualUser* const user = pool.add(1);
                     pool.complete_iterations(*user);
                     user->retired = true;
                   },
                   [](UserPool& pool) {
                     pool.adjust(std::vector<std::size_t>{2, 2});
                   },
                   [&](UserPool& pool) { pool.adjust(4, random_); }}),
              ElementsAre(3, 3, 3, 3));
}

TEST_F(UserPoolTest, ReadyUsersSendInOrder) {
  VirtualUser *first = nullptr, *second = nullptr;
  std::vector<VirtualUser*> taken;
  run({[&](UserPool& pool) {
    first = pool.add(0);
    second = pool.add(1);
    pool.add_ready(*first);
    pool.add_ready(*second);
    for (int i = 0; i < 3; ++i) taken.push_back(pool.take_ready());
  }});
  EXPECT_THAT(taken, ElementsAre(first, second, nullptr));
}

}  // namespace
}  // namespace traffic::detail
