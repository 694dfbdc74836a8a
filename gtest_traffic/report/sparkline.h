// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace traffic {

// Draws the last `width` values as a row of bars from zero to the largest of them, one cell each.
std::string sparkline(std::span<const double> values, std::size_t width);

}  // namespace traffic
