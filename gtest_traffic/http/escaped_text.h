// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace traffic::detail {

// Holds one character of a text, read through its escapes: `+` for `%2B`, `\u002b` or `&#43;`.
struct EscapedCharacter {
  std::array<char, 4> bytes{};  // in UTF-8
  std::uint8_t size = 0;
  std::size_t end = 0;  // after the last escape

  bool operator==(const EscapedCharacter&) const = default;
};

// Escapes may be nested this deep: JSON in a JSON string in JavaScript in HTML has four layers.
inline constexpr int kEscapeLayers = 4;

// Tells whether an escape can start with this byte.
inline bool starts_escape(char c) { return c == '%' || c == '\\' || c == '&' || c == '"'; }

// Reads the character at `at`, which must be inside the text, through up to `layers` layers of
// escapes. Knows percent-encoding, the escapes of JSON, C, Markdown and shells, character
// references of XML and HTML, and the doubled quote of CSV. Returns the byte itself if it starts no
// escape.
EscapedCharacter read_escaped(std::string_view text, std::size_t at, int layers);

}  // namespace traffic::detail
