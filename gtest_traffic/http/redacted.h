// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Returns the text with secrets replaced by `***`, using `redactor()`. Thread-safe.
std::string redacted(std::string_view text);

// Returns a text that may leave the process: registered secrets and the user information of URLs
// are replaced by `***`. Call it after the text is complete. Thread-safe.
std::string without_secrets(std::string_view text);

// Tells whether a header, query parameter or JSON field with that name holds a secret:
// `accessToken`, `X-Api-Key`, `db_password`. Ignores case, `-` and `_`.
bool is_sensitive_name(std::string_view name);

}  // namespace traffic::detail
