// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Counts the workers that are left, so that the coordinator does not poll. Thread-safe.
class WorkerLatch {
 public:
  void expect(std::size_t count) {
    const std::lock_guard lock(mutex_);
    left_ += count;
  }
  void arrive() {
    const std::lock_guard lock(mutex_);
    --left_;
    changed_.notify_all();
  }

  // Waits until all workers are done or `time` is reached. Returns true if all are done.
  bool wait_until(Time time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_until(lock, time, [this] { return left_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t left_ = 0;
};

}  // namespace traffic::detail
