// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace traffic::detail {

// Parses a text that consists of exactly one number. Returns `std::nullopt` if the text is anything
// else or the number does not fit in the type.
template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const char* const last = text.data() + text.size();
  const auto [end, code] = std::from_chars(text.data(), last, number);
  if (code != std::errc() || end != last) return std::nullopt;
  return number;
}

}  // namespace traffic::detail
