// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <vector>

#include "gtest_traffic/load/loop_stalls.h"
#include "gtest_traffic/metrics/recorder.h"

namespace traffic::detail {

// The figures of workers that the coordinator has not taken yet.
struct WorkerUpdate {
  Recorder::Interval interval;
  std::uint64_t arrivals_started = 0;  // since the start
  std::uint64_t active_users = 0;
  std::uint64_t loop_stalls = 0;  // since the start
  Duration longest_stall{0};
  std::vector<Recorder::StepBrief> steps;
  std::vector<DistinctFailure> failures;  // only if requested
};

// Passes the figures of a worker to the coordinator about once per second. Thread-safe.
class Mailbox {
 public:
  // Adds the latest figures of a worker.
  void put(Recorder& recorder, std::uint64_t arrivals_started, std::uint64_t active_users,
           Recorder::Detail detail, const LoopStalls& stalls) {
    const std::lock_guard lock(mutex_);
    recorder.take_interval(latest_.interval);
    recorder.brief(latest_.steps, detail);
    if (detail == Recorder::Detail::kMeasured) recorder.take_failures(latest_.failures);
    latest_.arrivals_started = arrivals_started;
    latest_.active_users = active_users;
    latest_.loop_stalls = stalls.count();
    latest_.longest_stall = stalls.longest();
  }

  // Adds the received figures and the interval to `into`, and empties the interval.
  void take(WorkerUpdate& into) {
    const std::lock_guard lock(mutex_);
    into.interval.merge(latest_.interval);
    taken_.merge(latest_.interval);
    latest_.interval = {};
    into.arrivals_started += latest_.arrivals_started;
    into.active_users += latest_.active_users;
    into.loop_stalls += latest_.loop_stalls;
    into.longest_stall = std::max(into.longest_stall, latest_.longest_stall);
    into.steps.insert(into.steps.end(), latest_.steps.begin(), latest_.steps.end());
    into.failures.insert(into.failures.end(), latest_.failures.begin(), latest_.failures.end());
    latest_.failures.clear();
  }

  // Adds the figures since the start, for a worker that cannot be read: the total with its response
  // times, and the numbers of requests and errors of each step.
  void fold_into(Report& report) {
    const std::lock_guard lock(mutex_);
    taken_.merge(latest_.interval);
    latest_.interval = {};
    report.started += latest_.arrivals_started;
    report.offered += static_cast<double>(latest_.arrivals_started);
    report.total.requests += taken_.requests;
    report.total.errors += taken_.errors;
    report.total.attempts += taken_.requests;
    report.total.bytes_received += taken_.bytes_received;
    report.total.response_time.merge(taken_.response_time);
    for (const Recorder::StepBrief& step : latest_.steps) {
      if (step.requests == 0) continue;
      StepStatistics& row = report.steps[step.name];
      row.requests += step.requests;
      row.attempts += step.requests;
      row.errors += step.errors;
      row.is_block = step.is_block;
    }
  }

 private:
  std::mutex mutex_;
  WorkerUpdate latest_;
  Recorder::Interval taken_;  // taken since the start
};

}  // namespace traffic::detail
