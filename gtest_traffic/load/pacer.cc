// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/pacer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace traffic {

Pacer::Pacer(Shape shape, Spacing spacing, std::uint64_t seed, Part part)
    : shape_(std::move(shape)), spacing_(spacing), random_(seed), part_(part) {
  const double total = shape_.arrivals(shape_.duration());
  total_ = total - 1e-9 - total * 1e-12;
}

Pacer::Pacer(Shape shape, Spacing spacing, std::uint64_t seed)
    : Pacer(std::move(shape), spacing, seed, Part{}) {}

std::optional<Duration> Pacer::next() {
  if (position_ >= total_) return std::nullopt;
  advance();
  if (position_ >= total_) return std::nullopt;
  latest_ = std::max(latest_, shape_.when(position_).value_or(shape_.duration()));
  return latest_;
}

void Pacer::advance() {
  if (spacing_ == Spacing::kEven) {
    position_ = static_cast<double>(index_ + part_.index);
    index_ += part_.count;
    return;
  }
  // Every part walks the whole sequence and keeps each n-th of it: that makes the parts together
  // equal to the whole.
  do {
    position_ += -std::log1p(-random_.uniform());
  } while (index_++ % part_.count != part_.index);
}

}  // namespace traffic
