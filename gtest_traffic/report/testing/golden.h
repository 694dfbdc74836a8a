// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string_view>

namespace traffic::detail {

// Compares a text with `report/golden/<name>`. With UPDATE_GOLDEN=1 in the environment, writes the
// file instead.
testing::AssertionResult matches_golden(std::string_view name, std::string_view actual);

}  // namespace traffic::detail
