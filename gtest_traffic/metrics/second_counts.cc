// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/second_counts.h"

#include <utility>

namespace traffic::detail {

void SecondCounts::merge(const SecondCounts& other) {
  started += other.started;
  requests += other.requests;
  errors += other.errors;
  bytes_received += other.bytes_received;
  response_time.merge(other.response_time);
}

void SecondCounts::clear() {
  started = requests = errors = bytes_received = 0;
  response_time.clear();
}

SeriesRow SecondCounts::row() const {
  SeriesRow row;
  row.second = static_cast<double>(index + 1);
  row.started = started;
  row.requests = requests;
  row.errors = errors;
  row.bytes_received = bytes_received;
  row.response_time = Distribution(response_time);
  return row;
}

SecondCounts& Seconds::at(std::uint64_t index) {
  for (std::size_t i = size_; i > 0; --i) {
    if (counts_[i - 1].index == index) return counts_[i - 1];
  }
  if (size_ == counts_.size()) counts_.emplace_back();
  counts_[size_].index = index;
  return counts_[size_++];
}

void Seconds::take(std::uint64_t index, SecondCounts& into) {
  into.clear();
  SecondCounts& taken = at(index);
  std::swap(into, taken);
  --size_;
  std::swap(taken, counts_[size_]);
}

void Seconds::clear() {
  for (std::size_t i = 0; i < size_; ++i) counts_[i].clear();
  size_ = 0;
}

void Seconds::swap(Seconds& other) noexcept {
  counts_.swap(other.counts_);
  std::swap(size_, other.size_);
}

}  // namespace traffic::detail
