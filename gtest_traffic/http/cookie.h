// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

namespace traffic {

enum class SameSite : std::uint8_t { kUnset, kStrict, kLax, kNone };

// Holds what one `Set-Cookie` header says (RFC 6265 §5.2); views the header.
struct Cookie {
  std::string_view name;
  std::string_view value;
  std::string_view domain = {};  // without a leading dot; empty: the host that sent it, no other
  std::string_view path = {};    // empty: the folder of the path that was asked for
  std::optional<std::chrono::sys_seconds> expires = {};
  std::optional<std::chrono::seconds> max_age = {};  // goes before `expires`
  bool secure = false;
  bool http_only = false;
  SameSite same_site = SameSite::kUnset;
};

// Reads the value of a `Set-Cookie` header. What is unknown or malformed in its attributes is
// ignored, as the RFC wants; nothing when it names no cookie, or holds more than 4,096 bytes of
// name and value.
std::optional<Cookie> parse_cookie(std::string_view set_cookie);

// Returns the cookie of that name which the head of a response sets; of several, the last.
std::optional<Cookie> find_cookie(std::string_view response_head, std::string_view name);

// Prints the cookie for GoogleTest, its value hidden.
void PrintTo(const Cookie& cookie, std::ostream* out);

}  // namespace traffic
