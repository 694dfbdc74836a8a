// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace traffic {

// Tells how arrivals lie within the rate: at equal distances, or at random as independent people
// come.
enum class Spacing : std::uint8_t { kEven, kPoisson };

}  // namespace traffic
