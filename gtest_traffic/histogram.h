// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"

namespace traffic {

// Counts durations in log-linear buckets, with the layout of HdrHistogram. The relative error is at
// most 0.1 % from 1 ns to 2^43 ns (2.4 h). Larger values clamp; negative values count as zero. Each
// power of two takes 8 KiB on first use. Merging is exact: the merged histograms of parts equal the
// histogram of the whole. A value type; not thread-safe.
class Histogram {
 public:
  Histogram() = default;
  Histogram(const Histogram& other);
  Histogram(Histogram&& other) noexcept { swap(other); }
  Histogram& operator=(const Histogram& other);  // reuses the memory of this object
  Histogram& operator=(Histogram&& other) noexcept;
  ~Histogram() = default;

  void record(Duration value) { record(value, 1); }
  void record(Duration value, std::uint64_t count);

  std::uint64_t count() const { return count_; }
  Duration min() const;   // exact; this and the following are zero if empty
  Duration max() const;   // exact
  Duration mean() const;  // exact sum / count

  // Returns the value at `percentile` (0 to 100): that share of the values are less than or equal
  // to it. The result is at most max.
  Duration at(double percentile) const;

  void merge(const Histogram& other);
  void clear();  // retains its memory

  // Encodes as text for JSON: "bucket:count" pairs with min, max and sum. decode(encode(h)) equals
  // h.
  std::string encode() const;
  static Expected<Histogram> decode(std::string_view text);

  bool operator==(const Histogram& other) const;

  // Calls f(lowest, highest, count) for each nonempty bucket, in ascending order.
  template <class F>
  void for_each_bucket(F&& f) const;

  // Calls f(lowest, count) for each nonempty group of 32 buckets, in ascending order. Each bucket
  // below 1024 ns is a separate group. This is much cheaper than a call per bucket.
  template <class F>
  void for_each_bucket_group(F&& f) const;

 private:
  // Each value below 2 * kPageSize has its own bucket; these fill the first two pages. Every later
  // page holds one power of two. `shift` is the number of low bits that a bucket ignores.
  static constexpr unsigned kPageBits = 10;
  static constexpr std::uint64_t kPageSize = std::uint64_t{1} << kPageBits;
  static constexpr unsigned kPages = 43 - kPageBits + 1;
  static constexpr std::uint64_t kLargest = (std::uint64_t{1} << 43) - 1;
  using Page = std::array<std::uint64_t, kPageSize>;

  static std::uint64_t bucket_of(std::uint64_t value) {
    const auto shift = static_cast<unsigned>(std::bit_width(value | kPageSize)) - (kPageBits + 1);
    return (std::uint64_t{shift} << kPageBits) + (value >> shift);
  }
  static unsigned shift_of(std::uint64_t bucket) {
    return bucket < 2 * kPageSize ? 0 : static_cast<unsigned>(bucket >> kPageBits) - 1;
  }
  static std::uint64_t lowest_of(std::uint64_t bucket) {
    const unsigned shift = shift_of(bucket);
    return (bucket - (std::uint64_t{shift} << kPageBits)) << shift;
  }
  static std::uint64_t highest_of(std::uint64_t bucket) {
    return lowest_of(bucket) + (std::uint64_t{1} << shift_of(bucket)) - 1;
  }

  void swap(Histogram& other) noexcept;
  Page& add_page(std::uint64_t index);

  // All pages in use are between the pages of the minimum and the maximum.
  std::uint64_t first_page() const { return bucket_of(min_) >> kPageBits; }
  std::uint64_t end_page() const { return count_ == 0 ? 0 : (bucket_of(max_) >> kPageBits) + 1; }

  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;  // nanoseconds; up to 584 years
  std::uint64_t min_ = kLargest;
  std::uint64_t max_ = 0;
  std::array<std::unique_ptr<Page>, kPages> pages_;
};

inline void Histogram::record(Duration value, std::uint64_t count) {
  if (count == 0) return;
  auto nanoseconds = static_cast<std::uint64_t>(value.count());
  if (nanoseconds > kLargest) [[unlikely]] {
    nanoseconds = value < Duration::zero() ? 0 : kLargest;
  }
  const std::uint64_t bucket = bucket_of(nanoseconds);
  Page* page = pages_[bucket >> kPageBits].get();
  if (page == nullptr) [[unlikely]] {
    page = &add_page(bucket >> kPageBits);
  }
  (*page)[bucket & (kPageSize - 1)] += count;
  count_ += count;
  sum_ += nanoseconds * count;
  // Rarely taken branches cost less here than two conditional moves.
  if (nanoseconds < min_) [[unlikely]] {
    min_ = nanoseconds;
  }
  if (nanoseconds > max_) [[unlikely]] {
    max_ = nanoseconds;
  }
}

template <class F>
void Histogram::for_each_bucket(F&& f) const {
  const std::uint64_t end = end_page();
  for (std::uint64_t page = first_page(); page < end; ++page) {
    if (pages_[page] == nullptr) continue;
    for (std::uint64_t i = 0; i < kPageSize; ++i) {
      const std::uint64_t count = (*pages_[page])[i];
      if (count == 0) continue;
      const std::uint64_t bucket = (page << kPageBits) + i;
      f(Duration(lowest_of(bucket)), Duration(highest_of(bucket)), count);
    }
  }
}

template <class F>
void Histogram::for_each_bucket_group(F&& f) const {
  constexpr std::uint64_t kRun = 32;
  const std::uint64_t end = end_page();
  for (std::uint64_t page = first_page(); page < end; ++page) {
    if (pages_[page] == nullptr) continue;
    const std::uint64_t run = page == 0 ? 1 : kRun;
    for (std::uint64_t i = 0; i < kPageSize; i += run) {
      const std::uint64_t* const counts = pages_[page]->data() + i;
      std::uint64_t count = 0;
      for (std::uint64_t j = 0; j < run; ++j) count += counts[j];
      if (count != 0) f(Duration(lowest_of((page << kPageBits) + i)), count);
    }
  }
}

namespace detail {

// Returns the number of sorted durations, out of `count`, at or below a percentile; at least 1.
std::uint64_t rank_of(double percentile, std::uint64_t count);

}  // namespace detail
}  // namespace traffic
