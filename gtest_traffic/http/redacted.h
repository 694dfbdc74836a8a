// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {

// Returns the text with `***` for each secret, as `redactor()` hides them. Thread-safe.
std::string redacted(std::string_view text);

// Tells whether a header, query parameter or JSON field of that name holds a secret; neither case
// nor `-` and `_` matter: `accessToken`, `X-Api-Key`, `db_password`.
bool is_sensitive_name(std::string_view name);

}  // namespace traffic
