// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Returns a GoogleTest failure as one line: `expected status 201, got 503`. Condenses the texts of
// EXPECT_THAT, EXPECT_TRUE, EXPECT_EQ and similar macros, and failures with a message of their own.
// Returns the first line of any other text.
std::string condense(std::string_view assertion_message);

}  // namespace traffic::detail
