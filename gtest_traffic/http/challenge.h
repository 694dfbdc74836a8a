// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace traffic {

// One way to authenticate that a server offers (RFC 9110 §11.3).
struct Challenge {
  std::string scheme;                                           // in lower case
  std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case, unquoted

  // Returns the first parameter of that name, or an empty view.
  std::string_view parameter(std::string_view name) const;
};

// Reads the value of a `WWW-Authenticate` field, in order. Parameters that stand before any scheme,
// as in `Authentication-Info`, belong to one without a name. What cannot be read is skipped.
std::vector<Challenge> read_challenges(std::string_view value);

}  // namespace traffic
