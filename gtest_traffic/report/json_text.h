// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace traffic {

// Appends a JSON string with its quotes; whatever the bytes, the output is valid UTF-8 (U+FFFD
// replaces what is not) without control characters.
void append_json_string(std::string& out, std::string_view text);

// Appends a finite number in its shortest form that reads back equal; 0 for what JSON cannot hold.
void append_json_number(std::string& out, double number);

// Appends a value without white space. Boost.JSON's own serializer would write 1.5 as 1.5E0, and
// pass on invalid UTF-8 and infinities.
void append_json(std::string& out, const boost::json::value& value);

}  // namespace traffic
