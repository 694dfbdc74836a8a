// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/pacer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace traffic::detail {

namespace {
double less_rounding(double total) { return total - 1e-9 - total * 1e-12; }
}  // namespace

Pacer::Pacer(Shape shape, Spacing spacing, std::uint64_t seed, Part part)
    : timeline_(std::move(shape)),
      spacing_(spacing),
      random_(seed),
      part_(part),
      total_(less_rounding(timeline_.total())) {}

Pacer::Pacer(Shape shape, Spacing spacing, std::uint64_t seed)
    : Pacer(std::move(shape), spacing, seed, Part{}) {}

std::optional<Duration> Pacer::next() {
  if (position_ >= total_) return std::nullopt;
  launched_ = latest_;
  advance();
  return due();
}

std::optional<Duration> Pacer::follow(LoadTimeline timeline) {
  timeline_ = std::move(timeline);
  total_ = less_rounding(timeline_.total());
  return due();
}

std::optional<Duration> Pacer::due() {
  if (position_ >= total_) return std::nullopt;
  const std::optional<Duration> when = timeline_.when(position_);
  if (!when) return std::nullopt;
  latest_ = std::max(launched_, *when);
  return latest_;
}

void Pacer::advance() {
  if (spacing_ == Spacing::kEven) {
    position_ = static_cast<double>(index_ + part_.index);
    index_ += part_.count;
    return;
  }
  // Every part computes the whole sequence and keeps each n-th arrival, so the parts together equal
  // the whole.
  do {
    position_ += -std::log1p(-random_.uniform());
  } while (index_++ % part_.count != part_.index);
}

}  // namespace traffic::detail
