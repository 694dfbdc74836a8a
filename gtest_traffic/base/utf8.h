// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace traffic::detail {

// Holds one character read from the front of a text. If it is invalid, the caller replaces its
// `length` bytes.
struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t length = 0;
  bool valid = false;
};

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";  // U+FFFD

// Reads the first character of a non-empty text. Overlong forms, surrogates and values above
// U+10FFFF are invalid. The longest incomplete sequence counts as one invalid character (Unicode
// 15, table 3-8).
CodePoint first_code_point(std::string_view text);

// Returns the text as valid UTF-8 without characters that XML 1.0 forbids. U+FFFD replaces them.
std::string valid_text(std::string_view text);

// Returns the text as one line that is safe to print on a terminal. The result is valid UTF-8.
// Spaces replace control characters, line separators of Unicode, and characters that change the
// direction of the text.
std::string printable(std::string_view text);

// Returns the text with its lines and tabs, safe to print on a terminal and valid in XML 1.0
// (section 2.2). U+FFFD replaces invalid UTF-8, U+FFFE, U+FFFF, other control characters, line
// separators of Unicode, and characters that change the direction of the text.
std::string printable_lines(std::string_view text);

// Returns the position of the first byte that is not UTF-8, or `npos`.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace traffic::detail
