// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Returns the text with `***` for registered secrets, the user information of URLs, and the values
// of fields with sensitive names. Thread-safe.
std::string redacted(std::string_view text);

// Returns a complete text that may leave the process. Unlike `redacted`, does not look at the names
// of fields, so that a text that is already redacted stays as it is. Thread-safe.
std::string without_secrets(std::string_view text);

// Tells whether a header, query parameter or JSON field with that name holds a secret:
// `accessToken`, `X-Api-Key`, `db_password`. Ignores case, `-` and `_`.
bool is_sensitive_name(std::string_view name);

}  // namespace traffic::detail
