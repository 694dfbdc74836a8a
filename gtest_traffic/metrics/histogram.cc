// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/histogram.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace traffic {

Histogram::Histogram(const Histogram& other)
    : count_(other.count_), sum_(other.sum_), min_(other.min_), max_(other.max_) {
  for (std::uint64_t i = other.first_page(); i < other.end_page(); ++i) {
    if (other.pages_[i] != nullptr) pages_[i] = std::make_unique<Page>(*other.pages_[i]);
  }
}

Histogram& Histogram::operator=(const Histogram& other) {
  if (this == &other) return *this;
  clear();
  merge(other);
  return *this;
}

Histogram& Histogram::operator=(Histogram&& other) noexcept {
  Histogram taken(std::move(other));
  swap(taken);
  return *this;
}

void Histogram::swap(Histogram& other) noexcept {
  std::swap(count_, other.count_);
  std::swap(sum_, other.sum_);
  std::swap(min_, other.min_);
  std::swap(max_, other.max_);
  pages_.swap(other.pages_);
}

Histogram::Page& Histogram::add_page(std::uint64_t index) {
  pages_[index] = std::make_unique<Page>();
  return *pages_[index];
}

Duration Histogram::min() const { return Duration(count_ == 0 ? 0 : min_); }

Duration Histogram::max() const { return Duration(max_); }

Duration Histogram::mean() const { return Duration(count_ == 0 ? 0 : sum_ / count_); }

std::uint64_t detail::rank_of(double percentile, std::uint64_t count) {
  // 99.9 % of 1000 is 999, but the binary product is slightly larger.
  constexpr double kRelativeError = 1e-12;
  const double share = std::clamp(percentile, 0.0, 100.0) / 100;
  const double rank = std::ceil(share * static_cast<double>(count) * (1 - kRelativeError));
  return static_cast<std::uint64_t>(std::max(rank, 1.0));
}

Duration Histogram::at(double percentile) const {
  if (count_ == 0) return Duration::zero();
  if (!(percentile > 0)) return min();
  if (percentile >= 100) return max();
  const std::uint64_t wanted = detail::rank_of(percentile, count_);
  std::uint64_t seen = 0;
  const std::uint64_t end = end_page();
  for (std::uint64_t page = first_page(); page < end; ++page) {
    if (pages_[page] == nullptr) continue;
    for (std::uint64_t i = 0; i < kPageSize; ++i) {
      seen += (*pages_[page])[i];
      if (seen >= wanted) return Duration(std::min(highest_of((page << kPageBits) + i), max_));
    }
  }
  return max();
}

void Histogram::merge(const Histogram& other) {
  if (other.count_ == 0) return;
  for (std::uint64_t i = other.first_page(); i < other.end_page(); ++i) {
    if (other.pages_[i] == nullptr) continue;
    Page& into = pages_[i] == nullptr ? add_page(i) : *pages_[i];
    for (std::uint64_t j = 0; j < kPageSize; ++j) into[j] += (*other.pages_[i])[j];
  }
  count_ += other.count_;
  sum_ += other.sum_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

void Histogram::clear() {
  for (std::uint64_t i = first_page(); i < end_page(); ++i) {
    if (pages_[i] != nullptr) pages_[i]->fill(0);
  }
  count_ = 0;
  sum_ = 0;
  min_ = kLargest;
  max_ = 0;
}

bool Histogram::operator==(const Histogram& other) const {
  if (count_ != other.count_ || sum_ != other.sum_ || min_ != other.min_ || max_ != other.max_) {
    return false;
  }
  static constexpr Page kEmpty{};
  for (std::uint64_t i = first_page(); i < end_page(); ++i) {
    const Page& mine = pages_[i] == nullptr ? kEmpty : *pages_[i];
    const Page& theirs = other.pages_[i] == nullptr ? kEmpty : *other.pages_[i];
    if (mine != theirs) return false;
  }
  return true;
}

}  // namespace traffic
