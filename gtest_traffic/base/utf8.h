// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace traffic {

// One character read from the front of a text; an invalid one stands for `length` bytes to be
// replaced.
struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t length = 0;
  bool valid = false;
};

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";  // U+FFFD

// Reads the first character of a text that is not empty. Overlong forms, surrogates and values
// above U+10FFFF are invalid; the longest broken beginning counts as one (Unicode 15, table 3-8).
CodePoint first_code_point(std::string_view text);

// Returns the text as one line that is safe on a terminal: valid UTF-8, control characters as
// spaces.
std::string printable(std::string_view text);

}  // namespace traffic
