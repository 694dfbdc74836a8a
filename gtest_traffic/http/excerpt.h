// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace traffic::detail {

// Returns the text. If it exceeds `limit` bytes, cuts it between UTF-8 characters and appends the
// number of bytes left out: `abc… (1234 more bytes)`.
std::string excerpt(std::string_view text, std::size_t limit);

// Tells whether the bytes are printable: valid UTF-8 without control characters other than tab and
// line breaks.
bool is_printable_text(std::string_view bytes);

}  // namespace traffic::detail
