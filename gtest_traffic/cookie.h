// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

namespace traffic {

enum class SameSite : std::uint8_t { kUnset, kStrict, kLax, kNone };

// Holds a parsed `Set-Cookie` field (RFC 6265, section 5.2). The field must outlive it.
struct Cookie {
  std::string_view name = {};
  std::string_view value = {};
  std::string_view domain = {};  // without a leading dot; empty: only the host that sent it
  std::string_view path = {};    // empty: the folder of the request path
  std::optional<std::chrono::sys_seconds> expires = {};
  std::optional<std::chrono::seconds> max_age = {};  // overrides `expires`
  bool secure = false;
  bool http_only = false;
  SameSite same_site = SameSite::kUnset;
};

// Prints the cookie for GoogleTest, with its value hidden.
void PrintTo(const Cookie& cookie, std::ostream* out);

namespace detail {

// Parses the value of a `Set-Cookie` field. Ignores unknown and malformed attributes, as the RFC
// requires. Returns `std::nullopt` if there is no name, or if the name and value exceed 4,096
// bytes.
std::optional<Cookie> parse_cookie(std::string_view set_cookie);

// Returns the cookie with that name from the head of a response. If there are several, returns the
// last one.
std::optional<Cookie> find_cookie(std::string_view response_head, std::string_view name);

}  // namespace detail
}  // namespace traffic
