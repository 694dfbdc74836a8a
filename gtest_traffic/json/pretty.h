// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string>

namespace traffic::detail {

// Returns JSON for people to read, indented by two spaces. Values that fit in 60 columns are on one
// line, and numbers have their usual short form. A result above `limit` bytes is cut and states the
// number of bytes left out. Hides no secrets.
std::string pretty(const boost::json::value& value, std::size_t limit);

// Returns the JSON on one line, cut in the same way.
std::string compact(const boost::json::value& value, std::size_t limit);

}  // namespace traffic::detail
