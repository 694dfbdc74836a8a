// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Translates an I-Regexp (RFC 9485) to the syntax of RE2. Returns an error for any syntax that is
// not I-Regexp, even if RE2 accepts it. Uses no recursion.
Expected<std::string> translate_i_regexp(std::string_view pattern);

}  // namespace traffic::detail
