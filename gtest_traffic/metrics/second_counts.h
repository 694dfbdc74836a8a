// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest_traffic/histogram.h"
#include "gtest_traffic/series.h"

namespace traffic::detail {

// A request that is recorded after the second in which it was done, for example because the journey
// waited after the request.
struct LateRequest {
  Time done;
  Duration response_time{0};
  std::uint64_t bytes_received = 0;
  std::uint64_t errors = 0;
};

// Counts what was done in one second of a run, warm-up included. Excludes STEP blocks.
struct SecondCounts {
  std::uint64_t index = 0;    // of the second, since the start of the run
  std::uint64_t started = 0;  // arrivals
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  std::uint64_t bytes_received = 0;
  Histogram response_time = {};

  void add(Duration time, std::uint64_t bytes, std::uint64_t failed) {
    ++requests;
    errors += failed;
    bytes_received += bytes;
    response_time.record(time);
  }
  void add(const LateRequest& late) { add(late.response_time, late.bytes_received, late.errors); }
  bool empty() const { return started == 0 && requests == 0; }
  void merge(const SecondCounts& other);
  void clear();  // retains the memory of the histogram

  // Returns the part of a row that these counts determine.
  SeriesRow row() const;
};

// Counts by second. Clearing retains the memory, so that later seconds reuse it.
class Seconds {
 public:
  Seconds() : counts_(2) {}

  // Returns the counts of a second, which are zero at first. The reference remains valid until the
  // next call of a function that is not const.
  SecondCounts& at(std::uint64_t index);

  // Moves the counts of a second to `into`, which receives zeros if there are none.
  void take(std::uint64_t index, SecondCounts& into);

  void clear();
  void swap(Seconds& other) noexcept;

  const SecondCounts* begin() const { return counts_.data(); }
  const SecondCounts* end() const { return counts_.data() + size_; }

 private:
  std::vector<SecondCounts> counts_;
  std::size_t size_ = 0;  // the others are zero, and wait to be used
};

}  // namespace traffic::detail
