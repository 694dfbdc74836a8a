// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gtest_traffic/base/mistakes.h"

namespace traffic::detail {

// Adds a mistake for the first byte of a file that is not UTF-8, if there is one. Such a file would
// lead to invalid JSON.
void check_encoding(std::string_view text, Mistakes& mistakes);

}  // namespace traffic::detail
