// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/utf8.h"

#include <algorithm>

namespace traffic::detail {
namespace {

// Describes the bytes after a lead byte: their number, and the range of the first of them. The
// range excludes overlong forms, surrogates and values that are too large (RFC 3629, section 4).
struct Lead {
  std::size_t following;
  unsigned char low;
  unsigned char high;
};

Lead lead(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  return {0, 0, 0};
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// XML 1.0 forbids these code points (section 2.2).
bool is_no_character(char32_t c) { return c == 0xFFFE || c == 0xFFFF; }

// Tells whether XML 1.0 forbids the character (section 2.2).
bool is_forbidden(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || is_no_character(c);
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return {first, 1, true};
  auto [following, low, high] = lead(first);
  if (following == 0) return {0xFFFD, 1, false};
  char32_t value = first & (0x3FU >> following);
  for (std::size_t i = 1; i <= following; ++i) {
    const auto next = i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
    if (next < low || next > high) return {0xFFFD, i, false};
    value = (value << 6) | (next & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {value, following + 1, true};
}

std::string valid_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint c = first_code_point(text);
    const bool allowed = c.valid && !is_forbidden(c.value);
    out += allowed ? text.substr(0, c.length) : kReplacementCharacter;
    text.remove_prefix(c.length);
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto c = first_code_point(text);
    if (!c.valid || is_no_character(c.value)) {
      out += kReplacementCharacter;
    } else if (is_control(c.value)) {
      out += ' ';
    } else {
      out += text.substr(0, c.length);
    }
    text.remove_prefix(c.length);
  }
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto c = first_code_point(text);
    const bool layout = c.value == '\n' || c.value == '\t' || text.starts_with("\r\n");
    const bool shown = c.valid && !is_no_character(c.value) && !is_control(c.value);
    out += shown || layout ? text.substr(0, c.length) : kReplacementCharacter;
    text.remove_prefix(c.length);
  }
  return out;
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = first_code_point(text.substr(at));
    if (!c.valid) return at;
    at += c.length;
  }
  return std::string_view::npos;
}

}  // namespace traffic::detail
