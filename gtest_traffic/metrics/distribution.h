// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/histogram.h"

namespace traffic {

// Keeps the shape of a histogram with a relative error of at most 1.6 %, in a few hundred bytes:
// for the many rows of a series. Merging is exact. A value; belongs to one thread.
class Distribution {
 public:
  // So many durations lie from `lowest` to `highest`.
  struct Bucket {
    Duration lowest = {};
    Duration highest = {};
    std::uint64_t count = {};
  };

  Distribution() = default;
  explicit Distribution(const Histogram& histogram);

  std::uint64_t count() const { return count_; }
  Duration max() const { return max_; }  // exact; zero when empty

  // Returns about the value below or at which `percentile` (0 to 100) of the durations lie, never
  // above max; zero when empty.
  Duration at(double percentile) const;

  Duration mean() const;  // about; zero when empty

  std::vector<Bucket> buckets() const;  // in use, in order

  void merge(const Distribution& other);

  // Returns what has been added since `earlier`, a former state of this one; its max is that of the
  // highest bucket in use, where it is not known.
  Distribution since(const Distribution& earlier) const;

  // Encodes as text for JSON, `max;index:count,…`; decode(encode(d)) equals d.
  std::string encode() const;
  static Expected<Distribution> decode(std::string_view text);

  bool operator==(const Distribution& other) const = default;

 private:
  struct Slot {
    std::uint16_t index = 0;
    std::uint64_t count = 0;
    bool operator==(const Slot& other) const = default;
  };
  std::vector<Slot> slots_;  // by index
  std::uint64_t count_ = 0;
  Duration max_{0};
};

}  // namespace traffic
