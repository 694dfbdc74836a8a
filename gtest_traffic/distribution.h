// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/histogram.h"

namespace traffic {

// Stores the shape of a histogram in a few hundred bytes, with a relative error of at most 1.6 %.
// The many rows of a series use it. Merging is exact. A value type; not thread-safe.
class Distribution {
 public:
  // Counts the durations from `lowest` to `highest`, both included.
  struct Bucket {
    Duration lowest = {};
    Duration highest = {};
    std::uint64_t count = {};
  };

  Distribution() = default;
  explicit Distribution(const Histogram& histogram);

  std::uint64_t count() const { return count_; }
  Duration max() const { return max_; }  // exact; zero if empty

  // Returns the approximate duration at `percentile` (0 to 100), at most max. Returns zero if
  // empty.
  Duration at(double percentile) const;

  Duration mean() const;  // approximate; zero if empty

  std::vector<Bucket> buckets() const;  // nonempty buckets, in ascending order

  void merge(const Distribution& other);

  // Returns the durations added since `earlier`, a previous state of this distribution. If the
  // exact maximum is unknown, max is the limit of the highest nonempty bucket.
  Distribution since(const Distribution& earlier) const;

  // Encodes as text for JSON: `max;index:count,…`. decode(encode(d)) equals d.
  std::string encode() const;
  static Expected<Distribution> decode(std::string_view text);

  bool operator==(const Distribution& other) const = default;

 private:
  struct Slot {
    std::uint16_t index = 0;
    std::uint64_t count = 0;
    bool operator==(const Slot& other) const = default;
  };
  std::vector<Slot> slots_;  // sorted by index
  std::uint64_t count_ = 0;
  Duration max_{0};
};

}  // namespace traffic
