// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <vector>

#include "gtest_traffic/load/loop_stalls.h"
#include "gtest_traffic/metrics/recorder.h"

namespace traffic {

// What a worker tells the coordinator about once per second. Thread-safe.
class Mailbox {
 public:
  struct News {
    Recorder::Interval interval;
    std::uint64_t arrivals_started = 0;  // since the start
    std::uint64_t active_users = 0;
    std::uint64_t loop_stalls = 0;  // since the start
    Duration longest_stall{0};
    std::vector<Recorder::StepBrief> steps;
    std::vector<DistinctFailure> failures;  // only where they are asked for
  };

  // Adds a worker's latest figures.
  void put(Recorder& recorder, std::uint64_t arrivals_started, std::uint64_t active_users,
           Recorder::Detail detail, const LoopStalls& stalls) {
    const std::lock_guard lock(mutex_);
    recorder.take_interval(news_.interval);
    recorder.brief(news_.steps, detail);
    if (detail == Recorder::Detail::kMeasured) recorder.take_failures(news_.failures);
    news_.arrivals_started = arrivals_started;
    news_.active_users = active_users;
    news_.loop_stalls = stalls.count();
    news_.longest_stall = stalls.longest();
  }

  // Adds what has come to `into`, interval and all, and empties the interval.
  void take(News& into) {
    const std::lock_guard lock(mutex_);
    into.interval.merge(news_.interval);
    news_.interval = {};
    into.arrivals_started += news_.arrivals_started;
    into.active_users += news_.active_users;
    into.loop_stalls += news_.loop_stalls;
    into.longest_stall = std::max(into.longest_stall, news_.longest_stall);
    into.steps.insert(into.steps.end(), news_.steps.begin(), news_.steps.end());
    into.failures.insert(into.failures.end(), news_.failures.begin(), news_.failures.end());
    news_.failures.clear();
  }

 private:
  std::mutex mutex_;
  News news_;
};

}  // namespace traffic
