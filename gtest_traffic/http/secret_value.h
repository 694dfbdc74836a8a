// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace traffic::detail {

// The encoding of a complete secret. Its characters can be escaped in addition. The number in the
// name of a base64 encoding is the number of bytes, modulo 3, before the secret in the encoded
// text.
enum class SecretEncoding : std::uint8_t {
  kText,
  kHex,
  kBase64After0,
  kBase64After1,
  kBase64After2
};

inline constexpr SecretEncoding kSecretEncodings[] = {
    SecretEncoding::kText, SecretEncoding::kHex, SecretEncoding::kBase64After0,
    SecretEncoding::kBase64After1, SecretEncoding::kBase64After2};

// Finds one secret in texts: as it is, in hexadecimal, or in base64 of either alphabet. In each of
// these forms, any character can be escaped in the ways that `read_escaped` knows.
class SecretValue {
 public:
  explicit SecretValue(std::string value) : value_(std::move(value)) {}

  const std::string& value() const { return value_; }

  // Returns the number of characters of the secret in an encoding.
  std::size_t length(SecretEncoding encoding) const;

  // Tells whether `c` may be the character `index` of the encoded secret. Form encoding writes `+`
  // for a blank. In base64, the first and the last character can also contain bits of other bytes;
  // these bits are ignored.
  bool fits(SecretEncoding encoding, std::size_t index, char c) const;

  // The places of one text that were tried. They bound the time for ambiguous texts: no place is
  // tried twice, even from several starts. A later match is not found if its end lies
  // inside an earlier match.
  using Tried = std::set<std::tuple<const SecretValue*, SecretEncoding, std::size_t, std::size_t>>;

  // Returns the end of the secret if it starts at `at`; npos otherwise. If the text can be read in
  // several ways, prefers more layers of escapes.
  std::size_t end(SecretEncoding encoding, std::string_view text, std::size_t at,
                  Tried& tried) const;

 private:
  struct Place;
  bool pass_plain(SecretEncoding encoding, std::string_view text, Place& place) const;

  std::string value_;
};

}  // namespace traffic::detail
