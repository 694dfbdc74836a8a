// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/base/random.h"
#include "gtest_traffic/load/shape.h"

namespace traffic {

enum class Spacing : std::uint8_t { kEven, kPoisson };

// Gives the times at which arrivals are due. Pure: the same arguments give the same times. With `part` i of n
// the parts' times together are exactly those of one pacer alone.
class Pacer {
 public:
  struct Part {
    std::uint64_t index = 0;
    std::uint64_t count = 1;
  };
  Pacer(Shape shape, Spacing spacing, std::uint64_t seed, Part part);
  Pacer(Shape shape, Spacing spacing, std::uint64_t seed) : Pacer(std::move(shape), spacing, seed, Part{}) {}

  // Returns when the next arrival is due since the run's start, never earlier than the one before;
  // nothing once the shape has ended.
  std::optional<Duration> next();

 private:
  Shape shape_;
  Spacing spacing_;
  Random random_;
  Part part_;
  std::uint64_t index_ = 0;  // arrivals of all parts so far
  double position_ = 0;      // on the axis of expected arrivals
};

}  // namespace traffic
