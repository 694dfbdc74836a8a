// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <deque>
#include <utility>

#include "gtest_traffic/plan/load_timeline.h"

namespace traffic::detail {

// The timeline of one load, which its control changes and any thread reads. An earlier version
// stays until the end of the run, so a reader may keep a reference to it and needs no lock.
class SharedTimeline {
 public:
  // The load begins at `begin` since the start of the run.
  SharedTimeline(Shape shape, Duration begin) : begin_(begin) {
    publish(LoadTimeline(std::move(shape)));
  }

  const LoadTimeline& latest() const { return *latest_.load(std::memory_order_acquire); }

  // Applies a change in the time of the run. Not thread-safe.
  void change(const LoadChange& change) {
    LoadTimeline next = latest();
    next.change(since(change, begin_));
    publish(std::move(next));
  }

 private:
  void publish(LoadTimeline timeline) {
    versions_.push_back(std::move(timeline));
    latest_.store(&versions_.back(), std::memory_order_release);
  }

  Duration begin_;
  std::deque<LoadTimeline> versions_;
  std::atomic<const LoadTimeline*> latest_ = nullptr;
};

}  // namespace traffic::detail
