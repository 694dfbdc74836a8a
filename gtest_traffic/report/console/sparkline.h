// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace traffic::detail {

// Draws the last `width` values as a row of bars, one cell each. The scale ranges from zero to the
// largest of them.
std::string sparkline(std::span<const double> values, std::size_t width);

}  // namespace traffic::detail
