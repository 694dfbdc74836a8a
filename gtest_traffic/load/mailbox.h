// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <mutex>
#include <utility>

#include "gtest_traffic/load/loop_stalls.h"
#include "gtest_traffic/metrics/recorder.h"

namespace traffic::detail {

// Holds the state of a worker that its recorder does not count.
struct WorkerState {
  std::uint64_t complete = 0;  // the seconds before this one are complete
  std::uint64_t active_users = 0;
  std::uint64_t dropped = 0;
  const LoopStalls& stalls;
};

// Passes the counts of a worker to the coordinator about once per second. The coordinator reads a
// delivery without a lock, so a worker never waits for it. `put` is for the thread of the worker,
// all else for the thread of the coordinator.
class Mailbox {
 public:
  // The value of `complete` for a worker that has ended.
  static constexpr std::uint64_t kEnded = std::numeric_limits<std::uint64_t>::max();

  // The worker reports nothing about the seconds before `first`.
  explicit Mailbox(std::uint64_t first) { written_.complete = read_.complete = first; }

  void put(Recorder& recorder, const WorkerState& state, Detail detail) {
    const std::lock_guard lock(mutex_);
    recorder.deliver(written_, detail);
    recorder.take_failures(written_.failures);
    written_.complete = state.complete;
    written_.counts.active_users = state.active_users;
    written_.counts.dropped = state.dropped;
    written_.counts.loop_stalls = state.stalls.count();
    written_.counts.longest_stall = state.stalls.longest();
    fresh_ = true;
  }

  // Returns the latest delivery. Its news are those since the call before.
  const Delivery& take() {
    read_.clear_news();
    {
      const std::lock_guard lock(mutex_);
      if (std::exchange(fresh_, false)) std::swap(read_, written_);
    }
    for (const SecondCounts& second : read_.seconds) all_.merge(second);
    for (const LateRequest& late : read_.late) all_.add(late);
    return read_;
  }

  // Adds the counts since the start, for a worker that cannot be read.
  void fold_into(Report& report);

 private:
  std::mutex mutex_;
  Delivery written_, read_;
  bool fresh_ = false;
  SecondCounts all_;  // taken since the start
};

}  // namespace traffic::detail
