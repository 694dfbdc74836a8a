// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Returns the pattern in RE2's syntax, with nothing that RE2 knows and I-Regexp (RFC 9485) does
// not. Uses no recursion.
Expected<std::string> translate_i_regexp(std::string_view pattern);

}  // namespace traffic
