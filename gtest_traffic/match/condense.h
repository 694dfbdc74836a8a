// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/match/mismatch.h"

namespace traffic::detail {

// Holds the text of a failed check.
struct CheckText {
  std::string summary = {};  // one line, which stays the same for the same fault
  std::string details = {};  // all that the summary leaves out; may have several lines
};

// Parses the text of GoogleTest for an assertion that is not on this library's matchers:
// EXPECT_THAT, EXPECT_TRUE, EXPECT_EQ and similar macros, and messages of a user. The first line of
// any other text is the summary.
CheckText condense(std::string_view assertion_message);

// Returns the text of a mismatch.
CheckText check_text(const Mismatch& mismatch);

}  // namespace traffic::detail
