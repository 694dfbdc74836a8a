// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/parking.h"

#include <gmock/gmock.h>

#include <atomic>
#include <cstdio>
#include <deque>
#include <thread>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/fiber/sanitizer.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Counts until a stop is requested. The data that it refers to lives as long as the process.
struct Looper {
  std::atomic<unsigned long> count{0};
  std::atomic<bool> ends{false};
  Progress progress;
};

[[gnu::noinline]] void loop_that_the_test_looks_for(Looper& looper) {
  while (!looper.ends) ++looper.count;
}

class ParkingTest : public testing::Test {
 protected:
  void SetUp() override {
    if (has_tsan()) GTEST_SKIP() << "ThreadSanitizer delays signals";
    allow_parking();
  }

  std::thread start(Running::Code what, std::FILE* held = nullptr) {
    std::thread thread([this, what, held] {
      PublishedPosition& user = PublishedPosition::take();
      looper_.progress.enter(user);
      if (held != nullptr) flockfile(held);
      {
        const Running running(user, what);
        loop_that_the_test_looks_for(looper_);
      }
      if (held != nullptr) funlockfile(held);
      looper_.progress.leave();
      PublishedPosition::give_back(user);
    });
    while (looper_.count == 0) std::this_thread::yield();
    return thread;
  }
  bool goes_on() const {
    const unsigned long before = looper_.count;
    const Time end = Clock::now() + 20s;
    while (looper_.count == before && Clock::now() < end) std::this_thread::yield();
    return looper_.count != before;
  }

  // A parked thread refers to its looper, which therefore lives as long as the process.
  static Looper& new_looper() {
    static auto* const loopers = new std::deque<Looper>;
    return loopers->emplace_back();
  }
  Looper& looper_ = new_looper();
};

TEST_F(ParkingTest, StopsThreadInJourneyCode) {
  std::thread thread = start(Running::Code::kJourney);
  EXPECT_EQ(park(thread.native_handle(), looper_.progress), Parking::kParked);
  const unsigned long before = looper_.count;
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(looper_.count, before);
  thread.detach();
}

TEST_F(ParkingTest, IgnoresThreadInLibraryCode) {
  std::thread thread = start(Running::Code::kLibrary);
  EXPECT_EQ(park(thread.native_handle(), looper_.progress), Parking::kStillRuns);
  EXPECT_TRUE(goes_on());
  looper_.ends = true;
  thread.join();
}

TEST_F(ParkingTest, ReleasesThreadThatHoldsLocks) {
  std::thread thread = start(Running::Code::kJourney, stderr);
  EXPECT_EQ(park(thread.native_handle(), looper_.progress), Parking::kStillRuns);
  EXPECT_TRUE(goes_on());
  looper_.ends = true;
  thread.join();
}

TEST_F(ParkingTest, BacktraceNamesFunctions) {
  std::thread thread = start(Running::Code::kJourney);
  EXPECT_THAT(backtrace_of(thread.native_handle()),
              testing::HasSubstr("loop_that_the_test_looks_for"));
  EXPECT_TRUE(goes_on());
  looper_.ends = true;
  thread.join();
}

}  // namespace
}  // namespace traffic::detail
