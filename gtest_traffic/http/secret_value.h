// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace traffic::detail {

// Names a code for whole bytes. The number of a base64 code is the number of bytes, modulo 3, that
// were encoded before the secret.
enum class SecretCode : std::uint8_t { kText, kHex, kBase64After0, kBase64After1, kBase64After2 };

inline constexpr SecretCode kSecretCodes[] = {SecretCode::kText, SecretCode::kHex,
                                              SecretCode::kBase64After0, SecretCode::kBase64After1,
                                              SecretCode::kBase64After2};

// Finds one secret in texts, whatever its spelling: as it is, in hexadecimal or in base64 of either
// alphabet, and each character in any of the escapes that `read_spelled` knows.
class SecretValue {
 public:
  explicit SecretValue(std::string value) : value_(std::move(value)) {}

  const std::string& value() const { return value_; }

  // Returns the number of characters of the secret in a code.
  std::size_t length(SecretCode code) const;

  // Tells whether `c` may be the character `index` of the secret in a code. Form encoding writes
  // `+` for a blank. Only a part of the first and the last character in base64 belongs to the
  // secret.
  bool fits(SecretCode code, std::size_t index, char c) const;

  // The places of one text that were tried. They bound the time for ambiguous texts: no place is
  // tried twice, even from several starts. A later match that ends in an earlier one is not found.
  using Tried = std::set<std::tuple<const SecretValue*, SecretCode, std::size_t, std::size_t>>;

  // Returns the end of the secret if it starts at `at`; npos otherwise. Prefers the longest.
  std::size_t end(SecretCode code, std::string_view text, std::size_t at, Tried& tried) const;

 private:
  struct Place;
  bool pass_plain(SecretCode code, std::string_view text, Place& place) const;

  std::string value_;
};

}  // namespace traffic::detail
