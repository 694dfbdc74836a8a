// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace traffic::detail {

// Holds one authentication scheme that a server offers (RFC 9110, section 11.3).
struct Challenge {
  std::string scheme;                                           // in lower case
  std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case, unquoted

  // Returns the first parameter with that name, or an empty view.
  std::string_view parameter(std::string_view name) const;
};

// Parses the value of a `WWW-Authenticate` field, in order. Parameters before the first scheme, as
// in `Authentication-Info`, belong to a challenge with an empty scheme. Malformed parts are
// skipped.
std::vector<Challenge> read_challenges(std::string_view value);

}  // namespace traffic::detail
