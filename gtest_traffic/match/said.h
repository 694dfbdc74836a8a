// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "gtest_traffic/match/mismatch.h"

namespace traffic::detail {

constexpr std::size_t kSaidLength = 160;

// Returns the text that distinguishes the cause of a failure from other causes on the same line.
// Compared values are left out, because they can differ in each failure.
//
// For one of this library's matchers, this is the part that refused.
std::string_view said_by(const MismatchCause& cause, std::span<char, kSaidLength> room);

// For another assertion, parses the text of GoogleTest. For a failure without an expression, this
// is its text, and each word with a digit becomes `#`. Writes the result into `room`.
std::string_view said_by(std::string_view assertion_message, std::span<char, kSaidLength> room);

}  // namespace traffic::detail
