// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/origin.h"

namespace traffic::detail {

// Holds the absolute http(s) URL of a target (RFC 3986), without user info, query and fragment.
struct BaseUrl : Origin {
  std::string path_prefix = {};  // "" or "/v1": never ends with a slash

  std::string text() const;  // the whole URL, normalized

  bool operator==(const BaseUrl&) const = default;
};

// Parses a base URL. The default scheme is http, and a trailing slash is ignored. Errors name the
// invalid part.
Expected<BaseUrl> parse_base_url(std::string_view text);

// Holds the URL of one request: `http://127.0.0.1:8080` and `/orders/17?full=1`.
struct Url {
  Origin origin = {};
  std::string target = {};  // path and query: begins with a slash
};

// Puts the path prefix of the base URL before a relative path: `/v1` and `things` give
// `/v1/things`.
void add_prefix(const BaseUrl& base, std::string& path);

// Tells whether a text starts with `http://` or `https://`, ignoring case.
bool is_absolute_url(std::string_view text);

// Parses an absolute http(s) URL into `url`, without its fragment. Path and query stay unchanged.
// Allocates only when the strings of `url` grow. Errors name the invalid part.
std::optional<Error> read_url(std::string_view text, Url& url);

// Resolves the value of a `Location` field (RFC 3986, section 5.2) against the URL of its request,
// in place. Removes the fragment. Percent-encodes blanks, control characters, non-ASCII bytes, `"`,
// `<` and `>`; all other bytes stay as they are. Errors name the mistake.
std::optional<Error> resolve_reference(std::string_view reference, Url& url);

// Makes an absolute URL of a reference that starts with a slash (RFC 3986, section 5.2.2):
// `/v1/orders/7` gets scheme and host of `home`; `//host/x` gets only its scheme. Leaves any other
// text unchanged.
void complete_reference(std::string& text, const Origin& home);

// Appends `value`, percent-encoded for a path segment or a query value. Unreserved characters of
// RFC 3986 stay unchanged.
void append_percent_encoded(std::string& out, std::string_view value);

// Appends one byte as `%` and two hexadecimal digits.
void append_percent_byte(std::string& out, char byte);

}  // namespace traffic::detail
