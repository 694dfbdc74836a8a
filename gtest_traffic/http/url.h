// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Holds the absolute http(s) URL of a target (RFC 3986), without user info, query and fragment.
struct BaseUrl {
  bool tls = false;
  std::string host;  // without brackets for an IPv6 literal
  std::uint16_t port = 80;
  std::string path_prefix;  // "" or "/v1": never ends in a slash

  std::string authority()
      const;  // `Host:` value: brackets for IPv6, the port where it is not the default
  std::string text() const;  // the whole URL, normalised

  bool operator==(const BaseUrl&) const = default;
};

// Parses a base URL; a missing scheme means http, a trailing slash is harmless. Errors name the
// part that is wrong.
Expected<BaseUrl> parse_base_url(std::string_view text);

// Appends `value` percent-escaped for a path segment or a query value (RFC 3986 unreserved
// characters stay).
void append_percent_encoded(std::string& out, std::string_view value);

}  // namespace traffic
