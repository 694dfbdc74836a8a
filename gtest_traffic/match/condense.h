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

// Parses GoogleTest's text of an assertion without a matcher of this library, for example of
// EXPECT_EQ, EXPECT_TRUE or EXPECT_THAT, or a user's message. The first line of any other text is
// the summary.
CheckText condense(std::string_view assertion_message);

// Returns the text of a mismatch.
CheckText check_text(const Mismatch& mismatch);

}  // namespace traffic::detail
