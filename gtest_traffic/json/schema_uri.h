// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace traffic::detail {

// Splits a URI at its `#` into the address and the fragment. The fragment has no `#`.
std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri);

// Resolves a URI reference against a base (RFC 3986, section 5). Returns `std::nullopt` if either
// is malformed.
std::optional<std::string> resolve_uri(std::string_view base, std::string_view reference);

// Decodes percent-encoding. Invalid escapes stay unchanged.
std::string percent_decoded(std::string_view text);

}  // namespace traffic::detail
