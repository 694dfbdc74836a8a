// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "gtest_traffic/match/failed_part.h"

namespace traffic {

constexpr std::size_t kSaidLength = 160;

// Returns the part of a GoogleTest failure that tells its cause from other causes on the same line,
// written into `room`. That is the text of a failure without an expression, with each word that has
// a digit as `#`, and the part of a matcher that refused. Compared values are left out, since each
// failure may have its own.
std::string_view said_by(std::string_view assertion_message, const FailedPart& part,
                         std::span<char, kSaidLength> room);

}  // namespace traffic
