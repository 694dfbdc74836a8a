// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace traffic::detail {

// Appends a value as JSON without white space, like boost::json::serialize, but with numbers in
// decimal: `49.99`. A whole double keeps its type: `5.0`.
void write_json(std::string& out, const boost::json::value& value);

// Returns the same text.
std::string json_text_of(const boost::json::value& value);

// Returns a value as the text that paths, queries, headers and forms contain: a string without
// quotes, a number in decimal (`49.99`, `5`), and any other value as JSON.
std::string plain_text_of(const boost::json::value& value);

}  // namespace traffic::detail
