// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/metrics/sample.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// States how much of the measurements a copy needs; each value includes those before it. Copying
// histograms takes about a microsecond for each power of two of their times.
enum class Detail : std::uint8_t { kCounts, kFailures, kHistograms };

// Counts the samples of one step. Adding a sample with a known status does not allocate. A value
// type; not thread-safe.
struct StepCounts {
  static constexpr std::size_t kFailures = static_cast<std::size_t>(Failure::kStopped) + 1;

  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  std::uint64_t attempts = 0;
  std::uint64_t redirects = 0;
  std::uint64_t replaced_connections = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
  Duration total_time{0};  // sum of the response times
  std::vector<std::pair<int, std::uint64_t>> statuses =
      {};  // most targets use few statuses; the most common comes first
  std::array<std::uint64_t, kFailures> failures = {};  // by Failure
  Histogram response_time = {};
  Histogram service_time = {};
  Histogram lateness = {};

  void add(const Sample& sample);
  void merge(const StepCounts& other);
  std::uint64_t sent() const { return attempts + redirects - replaced_connections; }

  // Copies another object into the memory of this one. Without kHistograms, the histograms stay as
  // they are.
  void assign(const StepCounts& other, Detail detail);
  void clear();  // retains its memory

  StepStatistics statistics() const;
};

struct StepSeconds;

// Holds the counts of one step: what a worker keeps, and the sum over all workers that a live view
// shows.
struct StepRow {
  const std::string* name = nullptr;  // interned, so that equal names have equal addresses
  bool is_block = false;
  StepCounts measured = {};
  StepCounts outside = {};           // in the warm-up, and after the end of the run
  StepSeconds* over_time = nullptr;  // the worker's counts by second; null if no gate needs them

  std::uint64_t requests() const { return measured.requests + outside.requests; }
  std::uint64_t errors() const { return measured.errors + outside.errors; }
  Duration total_time() const { return measured.total_time + outside.total_time; }

  // Copies an earlier or later state of the same row. Copies only what has changed.
  void assign(const StepRow& other, Detail detail);
};

// Returns the response time of a sample, without the delay by the rate cap.
inline Duration response_time_of(const Sample& sample) {
  return sample.done - sample.intended - sample.cap_wait;
}

}  // namespace traffic::detail
