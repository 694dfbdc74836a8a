// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/profile/template.h"

namespace traffic::detail {

// Parses the call of a generator after `fake.`: `email`, `number(1, 6)`. Errors suggest the most
// similar known generator.
Expected<Piece> fake_piece(std::string_view call);

}  // namespace traffic::detail
