// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/secret_value.h"

#include <vector>

#include "gtest_traffic/http/escaped_text.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kBitsOfByte = 8, kBitsOfBase64 = 6;

// Returns -1 for a character outside of both alphabets of base64 (RFC 4648, sections 4 and 5).
int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

bool is_hex_digit(char c, unsigned value) {
  constexpr std::string_view kLower = "0123456789abcdef", kUpper = "0123456789ABCDEF";
  return c == kLower[value] || c == kUpper[value];
}

// Returns the number of bits before the secret in the groups of base64 that contain it.
std::size_t bits_before(SecretEncoding encoding) {
  return kBitsOfByte * (static_cast<std::size_t>(encoding) -
                        static_cast<std::size_t>(SecretEncoding::kBase64After0));
}

bool is_base64(SecretEncoding encoding) { return encoding >= SecretEncoding::kBase64After0; }

// MIME breaks base64 into lines.
bool is_skipped(SecretEncoding encoding, std::size_t index, char c) {
  return is_base64(encoding) && index > 0 && (c == '\r' || c == '\n');
}

}  // namespace

// A place in the text, and the number of characters of the secret before it.
struct SecretValue::Place {
  std::size_t index;
  std::size_t at;
};

std::size_t SecretValue::length(SecretEncoding encoding) const {
  if (encoding == SecretEncoding::kText) return value_.size();
  if (encoding == SecretEncoding::kHex) return 2 * value_.size();
  const std::size_t before = bits_before(encoding);
  const std::size_t last = (before + kBitsOfByte * value_.size() - 1) / kBitsOfBase64;
  return last - before / kBitsOfBase64 + 1;
}

bool SecretValue::fits(SecretEncoding encoding, std::size_t index, char c) const {
  if (encoding == SecretEncoding::kText)
    return c == value_[index] || (c == '+' && value_[index] == ' ');
  if (encoding == SecretEncoding::kHex) {
    const auto byte = static_cast<unsigned char>(value_[index / 2]);
    return is_hex_digit(c, index % 2 == 0 ? byte >> 4 : byte & 0xFU);
  }
  const int given = sextet(c);
  if (given < 0) return false;
  const std::size_t before = bits_before(encoding);
  const std::size_t first = (before / kBitsOfBase64 + index) * kBitsOfBase64;
  for (std::size_t i = 0; i < kBitsOfBase64; ++i) {
    const std::size_t bit = first + i;
    if (bit < before || bit >= before + kBitsOfByte * value_.size()) continue;
    const auto byte = static_cast<unsigned char>(value_[(bit - before) / kBitsOfByte]);
    const unsigned wanted = (byte >> (kBitsOfByte - 1 - (bit - before) % kBitsOfByte)) & 1U;
    if (((static_cast<unsigned>(given) >> (kBitsOfBase64 - 1 - i)) & 1U) != wanted) return false;
  }
  return true;
}

// Moves over the characters that no escape can start. Returns whether they fit.
bool SecretValue::pass_plain(SecretEncoding encoding, std::string_view text, Place& place) const {
  const std::size_t all = length(encoding);
  for (; place.index < all && place.at < text.size() && !starts_escape(text[place.at]);
       ++place.at) {
    if (is_skipped(encoding, place.index, text[place.at])) continue;
    if (!fits(encoding, place.index, text[place.at])) return false;
    ++place.index;
  }
  return true;
}

std::size_t SecretValue::end(SecretEncoding encoding, std::string_view text, std::size_t at,
                             Tried& tried) const {
  const std::size_t all = length(encoding);
  Place first{0, at};
  if (!pass_plain(encoding, text, first)) return std::string_view::npos;
  if (first.index == all) return first.at;

  // The same text may be read in several ways: `\\` is one backslash or two.
  std::vector<Place> open{first};
  while (!open.empty()) {
    Place place = open.back();
    open.pop_back();
    if (!pass_plain(encoding, text, place)) continue;
    if (place.index == all) return place.at;
    if (place.at == text.size()) continue;
    if (place.index > 0 && !tried.emplace(this, encoding, place.index, place.at).second) continue;
    EscapedCharacter latest;
    for (int layers = 0; layers <= kEscapeLayers; ++layers) {
      const EscapedCharacter c = read_escaped(text, place.at, layers);
      if (c == latest) continue;
      latest = c;
      std::size_t index = place.index;
      std::size_t i = 0;
      for (; i < c.size && index < all; ++i) {
        if (is_skipped(encoding, index, c.bytes[i])) continue;
        if (!fits(encoding, index, c.bytes[i])) break;
        ++index;
      }
      if (i == c.size) open.push_back({index, c.end});
    }
  }
  return std::string_view::npos;
}

}  // namespace traffic::detail
