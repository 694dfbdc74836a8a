// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {

// Appends the values of sensitive query parameters and form fields: `token=…` up to `&` or white
// space.
void find_sensitive_parameters(std::string_view text, std::vector<SecretSpan>& spans);

// Appends the user information of URLs: `ada:password` in `http://ada:password@host`, also with the
// slashes of a JSON string, `\/\/`.
void find_user_information(std::string_view text, std::vector<SecretSpan>& spans);

// Appends the values of sensitive JSON fields: `"password": "…"`. Also finds JSON that is escaped
// inside a C++ or JSON string: `{\"password\":\"…\"}`. The text need not be JSON.
void find_sensitive_json(std::string_view text, std::vector<SecretSpan>& spans);

// Returns the start of the secret in the value of a sensitive header field, after `Bearer` or
// another scheme.
std::size_t credentials_begin(std::string_view value);

}  // namespace traffic::detail
