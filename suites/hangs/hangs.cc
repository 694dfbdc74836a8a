// SPDX-License-Identifier: Apache-2.0
// Journeys that hang, each in its own way, as tests and under load.
#include <gtest_traffic/gtest_traffic.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace traffic;

class Hang : public User {};
class Calm : public User {};

class HangInSetUp : public User {
 protected:
  void SetUp() override {
    for (;;) std::this_thread::sleep_for(1h);
  }
};

class HangInTearDown : public User {
 protected:
  void TearDown() override {
    for (;;) std::this_thread::sleep_for(1h);
  }
};

namespace {

volatile unsigned long counter = 0;

// A thread holds this mutex and never releases it.
std::mutex& held_mutex() {
  static auto* const mutex = [] {
    auto* const made = new std::mutex;
    std::thread([made] { made->lock(); }).join();
    return made;
  }();
  return *mutex;
}

}  // namespace

JOURNEY(Hang, LoopsForEver) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  std::puts("looping");
  std::fflush(stdout);
  for (;;) counter = counter + 1;
}

JOURNEY(Hang, LoopsLater) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  static std::atomic<int> walked = 0;
  while (++walked > 100) {
  }
}

// Under load, the second user of a worker waits for the first user, which waits for its turn.
JOURNEY(Hang, HoldsAMutexAcrossARequest) {
  static std::mutex mutex;
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  const std::lock_guard lock(mutex);
  EXPECT_THAT(http.get("/slow"), StatusIs(200));
}

JOURNEY(Hang, WaitsForAMutex) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  const std::lock_guard lock(held_mutex());
}

JOURNEY(Hang, SleepsForAnHour) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  std::this_thread::sleep_for(1h);
}

JOURNEY(Hang, SwallowsEveryFailure) {
  for (;;) {
    try {
      EXPECT_THAT(http.get("/missing"), StatusIs(200));
      throw 1;
    } catch (...) {
    }
  }
}

JOURNEY(Hang, LoopsOverRefusedRequests) {
  for (;;) EXPECT_THAT(http.get("http://127.0.0.1:1/"), StatusIs(200));
}

JOURNEY(Hang, LoopsOverFailingChecks) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  for (;;) EXPECT_EQ(counter, 1U);
}

JOURNEY(Hang, LoopsInTheAllocator) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  for (;;) {
    const std::vector<std::vector<char>> many(100, std::vector<char>(3000));
    counter = counter + many.size();
  }
}

JOURNEY(Hang, LoopsInAStep) {
  STEP("sum") {
    for (;;) counter = counter + 1;
  }
}

// The library runs at that point, so the thread is not parked.
class LoopingAuth final : public Auth {
  void authorize(AuthRequest&) override {
    for (;;) counter = counter + 1;
  }
};

JOURNEY(Hang, LoopsInAnAuth) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  http.auth(std::make_shared<LoopingAuth>());
  EXPECT_THAT(http.get("/slow"), StatusIs(200));
}

JOURNEY(Hang, ThinksInALoop) {
  for (;;) think(1s);
}

JOURNEY(Hang, LoopsOverPassingRequests) {
  for (;;) EXPECT_THAT(http.get("/ok"), StatusIs(200));
}

JOURNEY(Hang, Polls) {
  EVENTUALLY(within(1h), every(10ms)) { ASSERT_THAT(http.get("/missing"), StatusIs(200)); };
}

JOURNEY(Hang, ZRunsLast) { EXPECT_THAT(http.get("/ok"), StatusIs(200)); }

// A journey that does not hang, for comparison.
JOURNEY(Calm, SendsARequest) { EXPECT_THAT(http.get("/ok"), StatusIs(200)); }

JOURNEY(HangInSetUp, SendsARequest) { EXPECT_THAT(http.get("/ok"), StatusIs(200)); }

JOURNEY(HangInTearDown, SendsARequest) { EXPECT_THAT(http.get("/ok"), StatusIs(200)); }
