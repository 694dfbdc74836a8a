// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace traffic::detail {

// Holds true for each character that a token can contain (RFC 9110, section 5.6.2).
inline constexpr std::array<bool, 256> kInToken = [] {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  std::array<bool, 256> in_token{};
  for (std::size_t c = 0; c < 128; ++c) {
    const bool alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    in_token[c] = alphanumeric || kMarks.find(static_cast<char>(c)) != std::string_view::npos;
  }
  return in_token;
}();

}  // namespace traffic::detail
