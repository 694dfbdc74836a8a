// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace traffic::detail {

// Parses a date by the cookie rules (RFC 6265, section 5.1.1), which accept all formats of RFC
// 9110, section 5.6.7 and common variants. Returns `std::nullopt` for an invalid date or one before
// 1601.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

// Returns the current time of the wall clock.
inline std::chrono::sys_seconds wall_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace traffic::detail
