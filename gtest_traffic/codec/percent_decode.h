// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace traffic::detail {

enum class PlusSign : std::uint8_t { kLiteral, kSpace };

// Decodes `%41` to `A` (RFC 3986 §2.1). Invalid escapes remain unchanged.
std::string percent_decode(std::string_view text, PlusSign plus);

}  // namespace traffic::detail
