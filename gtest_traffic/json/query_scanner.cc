// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/query_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/json_parser.h"

namespace traffic::detail::query {
namespace {

constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;  // I-JSON, RFC 7493
constexpr std::size_t kShownAround = 40;                           // on each side of the caret

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_name_first(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

void append_utf8(std::string& out, char32_t c) {
  const auto add = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      add(0xE0 | (c >> 12));
    } else {
      add(0xF0 | (c >> 18));
      add(0x80 | ((c >> 12) & 0x3F));
    }
    add(0x80 | ((c >> 6) & 0x3F));
  }
  add(0x80 | (c & 0x3F));
}

// Returns the number of characters in a text.
std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_code_point(text).length);
  return count;
}

// Returns the text on one line with a caret below the byte at `at`. A long text is cut on both
// sides.
std::string pointed(std::string_view text, std::size_t at) {
  std::string_view before = text.substr(0, at);
  std::string_view after = text.substr(at);
  std::string_view left;
  std::string_view right;
  for (std::size_t n = characters(before); n > kShownAround; --n) {
    before.remove_prefix(first_code_point(before).length);
    left = "…";
  }
  std::size_t length = 0;
  for (std::size_t n = 0; n < kShownAround && length < after.size(); ++n) {
    length += first_code_point(after.substr(length)).length;
  }
  if (length < after.size()) right = "…";
  const std::size_t column = characters(before) + (left.empty() ? 0 : 1);
  return fmt::format("    {}{}{}{}\n    {:>{}}", left, printable(before),
                     printable(after.substr(0, length)), right, '^', column + 1);
}

}  // namespace

bool Scanner::accept(std::string_view token) {
  if (!text_.substr(std::min(at_, text_.size())).starts_with(token)) return false;
  at_ += token.size();
  return true;
}

void Scanner::skip_blanks() {
  while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') ++at_;
}

bool Scanner::at_integer() const { return is_digit(next()) || next() == '-'; }

bool Scanner::at_name() const {
  return is_name_first(next()) && first_code_point(text_.substr(at_)).valid;
}

void Scanner::skip_digits() {
  while (is_digit(next())) ++at_;
}

std::string_view Scanner::read_name() {
  const std::size_t begin = at_;
  while (at_name() || (at_ != begin && is_digit(next()))) {
    at_ += first_code_point(text_.substr(at_)).length;
  }
  return from(begin);
}

std::string_view Scanner::read_word() {
  const std::size_t begin = at_;
  if (is_lower(next())) ++at_;
  while (at_ != begin && (is_lower(next()) || is_digit(next()) || next() == '_')) ++at_;
  return from(begin);
}

bool Scanner::read_integer(std::int64_t& out) {
  const std::size_t begin = at_;
  const bool negative = accept("-");
  const std::size_t digits = at_;
  skip_digits();
  const std::string_view read = from(digits);
  if (read.empty()) return fail("a digit");
  if (read.starts_with('0') && (negative || read.size() > 1)) {
    return fail_from(begin, "an integer without leading zeros or -0");
  }
  out = 0;
  for (const char c : read) {
    out = out * 10 + (c - '0');
    if (out > kMaxInteger) return fail_from(begin, "an integer between -(2^53-1) and 2^53-1");
  }
  if (negative) out = -out;
  return true;
}

bool Scanner::read_number(boost::json::value& out) {
  const std::size_t begin = at_;
  accept("-");
  const std::size_t digits = at_;
  skip_digits();
  if (from(digits).empty()) return fail("a digit");
  if (from(digits).starts_with('0') && from(digits).size() > 1) {
    return fail_from(begin, "a number without leading zeros");
  }
  if (accept(".")) {
    const std::size_t fraction = at_;
    skip_digits();
    if (from(fraction).empty()) return fail("a digit after '.'");
  }
  if (accept("e") || accept("E")) {
    if (!accept("-")) accept("+");
    const std::size_t exponent = at_;
    skip_digits();
    if (from(exponent).empty()) return fail("a digit in the exponent");
  }
  // Uses the parser of documents, so that both round in the same way.
  boost::system::error_code error;
  out = parse_json(text_.substr(begin, at_ - begin), error);
  const auto* number = out.if_double();
  if (error || (number != nullptr && !std::isfinite(*number))) {
    return fail_from(begin, "a number that a double can hold");
  }
  return true;
}

bool Scanner::read_string(std::string& out) {
  const char quote = text_[at_++];
  while (next() != quote || at_end()) {
    if (at_end()) return fail(fmt::format("the closing {}", quote));
    if (next() == '\\') {
      if (!read_escape(out, quote)) return false;
      continue;
    }
    const CodePoint c = first_code_point(text_.substr(at_));
    if (!c.valid) return fail("UTF-8");
    if (c.value < 0x20)
      return fail("an escape such as \\n, \\t or \\u0000 for a control character");
    out += text_.substr(at_, c.length);
    at_ += c.length;
  }
  ++at_;
  return true;
}

bool Scanner::read_escape(std::string& out, char quote) {
  const std::size_t begin = at_++;
  static constexpr std::string_view kLetters = "bfnrt/\\";
  static constexpr std::string_view kMeanings = "\b\f\n\r\t/\\";
  const char c = next();
  const std::size_t letter = at_end() ? std::string_view::npos : kLetters.find(c);
  if (letter != std::string_view::npos || (c == quote && !at_end())) {
    out += letter == std::string_view::npos ? quote : kMeanings[letter];
    ++at_;
    return true;
  }
  if (!accept("u")) {
    if (!at_end()) at_ += first_code_point(text_.substr(at_)).length;
    return fail_from(begin, fmt::format("one of \\b \\f \\n \\r \\t \\/ \\\\ \\{} \\uXXXX", quote));
  }
  char32_t value = 0;
  if (!read_hex(value)) return false;
  if (value >= 0xD800 && value < 0xDC00) {
    char32_t low = 0;
    if (!accept("\\u")) return fail("the low surrogate, \\uDC00 to \\uDFFF");
    if (!read_hex(low)) return false;
    if (low < 0xDC00 || low > 0xDFFF) {
      return fail_from(begin, "a high and a low surrogate, as in \\uD83D\\uDE00");
    }
    value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
  } else if (value >= 0xDC00 && value < 0xE000) {
    return fail_from(begin, "a high surrogate before the low one");
  }
  append_utf8(out, value);
  return true;
}

bool Scanner::read_hex(char32_t& out) {
  out = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char c = next();
    const char lower = static_cast<char>(c | 0x20);
    if (is_digit(c)) {
      out = out * 16 + static_cast<char32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      out = out * 16 + static_cast<char32_t>(lower - 'a' + 10);
    } else {
      return fail("four hexadecimal digits after \\u");
    }
  }
  return true;
}

bool Scanner::fail(std::string_view expected) {
  const std::string_view rest = text_.substr(std::min(at_, text_.size()));
  note(at_, expected,
       rest.empty()
           ? "the end"
           : fmt::format("'{}'", printable(rest.substr(0, first_code_point(rest).length))));
  return false;
}

bool Scanner::fail_from(std::size_t begin, std::string_view expected) {
  note(begin, expected, fmt::format("'{}'", excerpt(printable(from(begin)), 40)));
  return false;
}

void Scanner::note(std::size_t at, std::string_view expected, const std::string& got) {
  if (!error_.empty()) return;
  at = std::min(at, text_.size());
  error_ = fmt::format("JSONPath, character {}: expected {}, got {}\n{}",
                       characters(text_.substr(0, at)) + 1, expected, got, pointed(text_, at));
}

}  // namespace traffic::detail::query
