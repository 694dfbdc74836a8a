// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/lock_probe.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "gtest_traffic/base/interned_text.h"
#include "gtest_traffic/base/nap.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/journey/published_position.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Takes and releases each lock. Does not return while one of them is held. Stops before the next
// lock if nobody waits for the result, because a process that ends destroys some of the locks.
void touch_locks(const std::atomic<int>& state, int canceled) {
  using Touch = void (*)();
  constexpr Touch kTouches[] = {
      [] {
        void* volatile memory = std::malloc(100'000);
        std::free(memory);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
        mallinfo2();  // takes the lock of each arena
#endif
      },
      [] { flockfile(stdout), funlockfile(stdout); },
      [] { flockfile(stderr), funlockfile(stderr); },
      [] { testing::UnitTest::GetInstance()->current_test_info(); },
      [] { redactor().redact(""); },
      [] { interned_text(""); },
      [] { PublishedPosition::give_back(PublishedPosition::take()); },
  };
  for (const Touch touch : kTouches) {
    if (state == canceled) return;
    touch();
  }
}

}  // namespace

LockProbe::LockProbe() {
  std::thread([state = state_] {
    while (*state == kWaits) nap(200us);
    touch_locks(*state, kCanceled);
    int goes = kGoes;
    state->compare_exchange_strong(goes, kDone);
  }).detach();
}

bool LockProbe::finds_them_free() {
  *state_ = kGoes;
  const Time end = Clock::now() + 100ms;
  while (*state_ != kDone && Clock::now() < end) nap(200us);
  return *state_ == kDone;
}

}  // namespace traffic::detail
