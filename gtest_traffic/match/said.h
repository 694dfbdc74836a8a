// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "gtest_traffic/match/failed_part.h"

namespace traffic::detail {

constexpr std::size_t kSaidLength = 160;

// Returns the part of a GoogleTest failure that distinguishes its cause from other causes on the
// same line. Writes it into `room`. For a failure without an expression, this is its text, and each
// word with a digit becomes `#`. For a matcher, this is the part that refused. Compared values are
// left out, because they can differ in each failure.
std::string_view said_by(std::string_view assertion_message, const FailedPart& part,
                         std::span<char, kSaidLength> room);

}  // namespace traffic::detail
