// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace traffic {

// The distribution of arrivals within the rate: at equal distances, or at random like independent
// visitors.
enum class Spacing : std::uint8_t { kEven, kPoisson };

}  // namespace traffic
