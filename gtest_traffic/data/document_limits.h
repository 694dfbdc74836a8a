// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gtest_traffic/base/mistakes.h"

namespace traffic::detail {

// Limits the size of a document. Each use of an alias counts as much as the values it stands for.
struct DocumentLimits {
  std::size_t bytes = std::size_t{64} << 20;
  int depth = 500;
  std::size_t values = 2'000'000;
};

// Adds a mistake if a text is longer than the limit.
void check_bytes(std::string_view text, const DocumentLimits& limits, Mistakes& mistakes);

// Return the messages for the other limits.
std::string too_deep(const DocumentLimits& limits);
std::string too_many(const DocumentLimits& limits);

}  // namespace traffic::detail
