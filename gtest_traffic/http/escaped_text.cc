// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/escaped_text.h"

#include <optional>
#include <string>

namespace traffic::detail {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Reads the characters of one layer, one after the other.
class Layer {
 public:
  Layer(std::string_view text, std::size_t at, int layers)
      : text_(text), at_(at), layers_(layers) {}

  std::size_t at() const { return at_; }

  // Takes the next character if it has one byte. Returns NUL otherwise.
  char take() {
    if (at_ >= text_.size()) return '\0';
    const EscapedCharacter next = read_escaped(text_, at_, layers_);
    if (next.size != 1) return '\0';
    at_ = next.end;
    return next.bytes[0];
  }
  // Takes the next character only if it is `c`.
  bool take(char c) {
    Layer ahead = *this;
    if (ahead.take() != c) return false;
    *this = ahead;
    return true;
  }
  // Takes between `least` and `most` hexadecimal digits.
  std::optional<std::uint32_t> take_hex(int least, int most) {
    std::uint32_t value = 0;
    for (int taken = 0; taken < most; ++taken) {
      Layer ahead = *this;
      const int digit = hex_digit(ahead.take());
      if (digit < 0) return taken >= least ? std::optional(value) : std::nullopt;
      value = value * 16 + static_cast<std::uint32_t>(digit);
      *this = ahead;
    }
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_;
  int layers_;
};

EscapedCharacter byte(std::uint32_t value, std::size_t end) {
  return {{static_cast<char>(value)}, 1, end};
}

std::optional<EscapedCharacter> code_point(std::uint32_t value, std::size_t end) {
  const auto tail = [value](int shift) {
    return static_cast<char>(0x80 | ((value >> shift) & 0x3F));
  };
  if (value < 0x80) return byte(value, end);
  if (value < 0x800)
    return EscapedCharacter{{static_cast<char>(0xC0 | value >> 6), tail(0)}, 2, end};
  if (value < 0x10000) {
    return EscapedCharacter{{static_cast<char>(0xE0 | value >> 12), tail(6), tail(0)}, 3, end};
  }
  if (value > 0x10FFFF) return std::nullopt;
  return EscapedCharacter{
      {static_cast<char>(0xF0 | value >> 18), tail(12), tail(6), tail(0)}, 4, end};
}

// Reads the rest of an escape such as `\u002b`, or of a pair of escapes that is one character.
std::optional<EscapedCharacter> utf16(Layer rest) {
  const auto unit = rest.take_hex(4, 4);
  if (!unit) return std::nullopt;
  if (*unit < 0xD800 || *unit > 0xDBFF) return code_point(*unit, rest.at());
  if (!rest.take('\\') || !rest.take('u')) return std::nullopt;
  const auto low = rest.take_hex(4, 4);
  if (!low || *low < 0xDC00 || *low > 0xDFFF) return std::nullopt;
  return code_point(0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00), rest.at());
}

// Reads the rest of `\x2b`. GoogleTest ends the string and begins another one if a digit follows:
// `\xE9" "a`.
std::optional<EscapedCharacter> hex_byte(Layer rest) {
  const auto value = rest.take_hex(1, 2);
  if (!value) return std::nullopt;
  Layer next = rest;
  if (next.take('"') && next.take(' ') && next.take('"') && Layer(next).take_hex(1, 1)) rest = next;
  return byte(*value, rest.at());
}

std::optional<EscapedCharacter> after_backslash(Layer rest) {
  const char c = rest.take();
  if (c == 'u') return utf16(rest);
  if (c == 'x') return hex_byte(rest);
  constexpr std::string_view kLetters = "abfnrtv";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v";
  if (const std::size_t at = kLetters.find(c); at != std::string_view::npos) {
    return byte(static_cast<unsigned char>(kMeanings[at]), rest.at());
  }
  if (c < ' ' || c > '~' || is_alphanumeric(c)) return std::nullopt;
  return byte(static_cast<unsigned char>(c), rest.at());
}

std::optional<EscapedCharacter> after_percent(Layer rest) {
  const auto value = rest.take_hex(2, 2);
  return value ? std::optional(byte(*value, rest.at())) : std::nullopt;
}

std::optional<EscapedCharacter> after_ampersand(Layer rest) {
  constexpr int kMostDigits = 8;
  constexpr std::string_view kNames[] = {"amp", "lt", "gt", "quot", "apos"};
  constexpr std::string_view kCharacters = "&<>\"'";
  std::string name;
  char c = rest.take();
  if (c == '#') {
    if (rest.take('x') || rest.take('X')) {
      const auto value = rest.take_hex(1, kMostDigits);
      if (!value || !rest.take(';')) return std::nullopt;
      return code_point(*value, rest.at());
    }
    std::uint32_t value = 0;
    for (int i = 0; i <= kMostDigits; ++i) {
      c = rest.take();
      if (c == ';' && i > 0) return code_point(value, rest.at());
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return std::nullopt;
  }
  for (; is_alphanumeric(c) && name.size() < 4; c = rest.take()) name += c;
  if (c != ';') return std::nullopt;
  for (std::size_t i = 0; i < kCharacters.size(); ++i) {
    if (name == kNames[i]) return byte(static_cast<unsigned char>(kCharacters[i]), rest.at());
  }
  return std::nullopt;
}

}  // namespace

EscapedCharacter read_escaped(std::string_view text, std::size_t at, int layers) {
  if (layers == 0 || !starts_escape(text[at])) return {{text[at]}, 1, at + 1};
  const EscapedCharacter first = read_escaped(text, at, layers - 1);
  if (first.size != 1) return first;
  Layer rest(text, first.end, layers - 1);
  switch (first.bytes[0]) {
    case '%':
      return after_percent(rest).value_or(first);
    case '\\':
      return after_backslash(rest).value_or(first);
    case '&':
      return after_ampersand(rest).value_or(first);
    case '"':
      // In CSV, two quotes are one quote. Only the outermost layer can be CSV, because a second
      // quote in an inner layer may be the end of the text.
      return layers == 1 && rest.take('"') ? byte('"', rest.at()) : first;
    default:
      return first;
  }
}

}  // namespace traffic::detail
