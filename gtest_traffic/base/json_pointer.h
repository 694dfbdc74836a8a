// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Escapes a member name as a token of a JSON Pointer (RFC 6901, section 3): `a/b` becomes `a~1b`.
std::string pointer_token(std::string_view name);

}  // namespace traffic::detail
