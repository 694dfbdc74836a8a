// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {

// Returns what a GoogleTest failure says in one line: `expected status 201, got 503`. Reads the
// texts of EXPECT_THAT, EXPECT_EQ and its kin, EXPECT_TRUE, and failures with a message of their
// own; of anything else the first line.
std::string condense(std::string_view assertion_message);

}  // namespace traffic
