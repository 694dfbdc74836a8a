// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "gtest_traffic/metrics/delivery.h"
#include "gtest_traffic/metrics/run_clock.h"

namespace traffic::detail {

// Puts together the counts of all workers by second of the run. A second can be taken once. Counts
// that arrive after that are late. Belongs to one thread.
class SecondRows {
 public:
  // The clock must outlive this object.
  explicit SecondRows(const RunClock& clock) : clock_(&clock) {}

  // Adds the news of a delivery about all requests, or about one step.
  void add(const Delivery& delivery) { add(delivery.seconds, delivery.late); }
  void add(const StepSeconds& step) { add(step.seconds, step.late); }

  std::uint64_t next() const { return next_; }  // the next second to be taken

  // Returns the counts of the next second. The reference remains valid until the next call.
  const SecondCounts& take();

  // Returns the counts of the next second together with those of all later seconds.
  const SecondCounts& take_rest();

  // Calls `use` with the late counts since the last call, in the order of their seconds. A second
  // may come twice.
  void take_late(const std::function<void(const SecondCounts&)>& use);

 private:
  void add(const Seconds& seconds, const std::vector<LateRequest>& late);

  const RunClock* clock_;
  std::uint64_t next_ = 0;
  Seconds pending_, late_seconds_;
  std::vector<std::pair<std::uint64_t, LateRequest>> late_;  // with their seconds
  SecondCounts taken_, scratch_;
};

}  // namespace traffic::detail
