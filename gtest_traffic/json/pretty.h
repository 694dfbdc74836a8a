// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string>

namespace traffic {

// Returns the JSON for a person to read: two spaces of indentation, what fits in 60 columns on one
// line, numbers as one types them. Longer than `limit` bytes, it is cut and says how much was left
// out. Hides nothing.
std::string pretty(const boost::json::value& value, std::size_t limit);

// Returns the JSON on one line, cut in the same way.
std::string compact(const boost::json::value& value, std::size_t limit);

}  // namespace traffic
