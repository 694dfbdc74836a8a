// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace traffic {

// Reads a date as RFC 6265 §5.1.1 does for cookies: every form of RFC 9110 §5.6.7, and what servers
// make of them. Nothing when it is no date, or before 1601.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

// Returns the wall clock's time, in which dates are told.
inline std::chrono::sys_seconds wall_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace traffic
