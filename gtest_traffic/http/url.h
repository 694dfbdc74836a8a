// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/origin.h"

namespace traffic {

// Holds the absolute http(s) URL of a target (RFC 3986), without user info, query and fragment.
struct BaseUrl : Origin {
  std::string path_prefix = {};  // "" or "/v1": never ends in a slash

  std::string text() const;  // the whole URL, normalised

  bool operator==(const BaseUrl&) const = default;
};

// Parses a base URL; a missing scheme means http, a trailing slash is harmless. Errors name the
// part that is wrong.
Expected<BaseUrl> parse_base_url(std::string_view text);

// Holds where one request goes: `http://127.0.0.1:8080` and `/orders/17?full=1`.
struct Url {
  Origin origin;
  std::string target;  // path and query: begins with a slash
};

// Tells whether a text begins with `http://` or `https://`, in any case.
bool is_absolute_url(std::string_view text);

// Reads an absolute http(s) URL into `url`, without its fragment; path and query stay as they are.
// Allocates nothing but the growth of what is in `url`. Errors name the part that is wrong.
std::optional<Error> read_url(std::string_view text, Url& url);

// Resolves what a `Location` says (RFC 3986 §5.2) against the URL it came from, in place; the
// fragment is left out, characters that no URL may have are escaped. Errors name what is wrong.
std::optional<Error> resolve_reference(std::string_view reference, Url& url);

// Appends `value` percent-escaped for a path segment or a query value (RFC 3986 unreserved
// characters stay).
void append_percent_encoded(std::string& out, std::string_view value);

}  // namespace traffic
