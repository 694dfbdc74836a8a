// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/abandoned.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "gtest_traffic/config/signals.h"
#include "gtest_traffic/journey/last_resort.h"

namespace traffic::detail {
namespace {

std::atomic<bool> has_abandoned{false};
std::atomic<bool> skips{false};

// Waits a tenth of a second at most, because an abandoned thread may hold the stream.
void flush(std::FILE* stream) {
  for (int tries = 0; tries < 100; ++tries) {
    if (ftrylockfile(stream) == 0) {
      fflush_unlocked(stream);
      funlockfile(stream);
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

// Runs before the destructors of statics, because it is registered after them.
void end_at_once(int status, void*) {
  flush(stdout);
  flush(stderr);
  if (void (*const act)() = third_signal_action().load(); act != nullptr) act();
  _exit(status);
}

// GoogleTest restores its flags when a test ends, so a test cannot set this one itself.
class FailFast final : public testing::EmptyTestEventListener {
  void OnTestEnd(const testing::TestInfo&) override { GTEST_FLAG_SET(fail_fast, true); }
};

}  // namespace

void abandon(std::shared_ptr<void> object) {
  static std::mutex mutex;
  static auto* const kept = new std::vector<std::shared_ptr<void>>;
  const std::lock_guard lock(mutex);
  kept->push_back(std::move(object));
  if (!has_abandoned.exchange(true)) on_exit(end_at_once, nullptr);
}

void skip_remaining_tests() {
  if (skips.exchange(true)) return;
  static auto* const last_resort [[maybe_unused]] = new LastResort;
  testing::UnitTest::GetInstance()->listeners().Append(new FailFast);
}

bool skips_remaining_tests() { return skips; }

}  // namespace traffic::detail
