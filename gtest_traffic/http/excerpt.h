// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace traffic {

// Returns the text, or its first `limit` bytes at most (never half a UTF-8 character) and how many
// were left out: `abc… (1234 more bytes)`.
std::string excerpt(std::string_view text, std::size_t limit);

// Tells whether the bytes can be shown: valid UTF-8 without control characters but tab and line
// breaks.
bool is_printable_text(std::string_view bytes);

}  // namespace traffic
