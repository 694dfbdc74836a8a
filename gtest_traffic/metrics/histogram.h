// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"

namespace traffic {

// Counts durations in log-linear buckets (the layout of HdrHistogram): relative error at most 0.1 %, from
// 1 ns to 2^43 ns (2.4 h), larger values clamp. Each power of two takes 8 KiB when first touched.
// Merging is exact: histograms of parts equal the histogram of the whole. Belongs to one thread.
class Histogram {
 public:
  void record(Duration value) { record(value, 1); }
  void record(Duration value, std::uint64_t count);

  std::uint64_t count() const { return count_; }
  Duration min() const;  // exact; zero when empty, as are the following
  Duration max() const;  // exact
  Duration mean() const; // exact sum / count

  // Returns the value below or at which `percentile` (0 to 100) of the recorded values lie, never above max.
  Duration at(double percentile) const;

  void merge(const Histogram& other);
  void clear();  // keeps its memory

  // Encodes as text for JSON: "bucket:count" pairs with min, max and sum; decode(encode(h)) equals h.
  std::string encode() const;
  static Expected<Histogram> decode(std::string_view text);

  bool operator==(const Histogram& other) const;

  // Calls f(lowest, highest, count) for each bucket in use, in order.
  template <class F>
  void for_each_bucket(F&& f) const;
};

}  // namespace traffic
