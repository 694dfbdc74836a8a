// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace traffic::detail {

// Appends a JSON string with its quotes. The output is valid UTF-8 without control characters for
// any input; U+FFFD replaces invalid bytes.
void append_json_string(std::string& out, std::string_view text);

// Appends a finite number in the shortest form that reads back as an equal number. Appends 0 for a
// number that JSON cannot represent.
void append_json_number(std::string& out, double number);

// Appends a value without white space. Boost.JSON's own serializer would write 1.5 as 1.5E0, and
// would pass on invalid UTF-8 and infinities.
void append_json(std::string& out, const boost::json::value& value);

}  // namespace traffic::detail
