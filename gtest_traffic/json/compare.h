// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string_view>

#include "gtest_traffic/http/json_forward.h"

namespace traffic {

class JsonLiteral;

// Compares two numbers by value, whatever they are stored as: 1 equals 1.0, and 2^53 + 1 is above
// 2^53. Unordered when one of them is no number.
std::partial_ordering compare_numbers(const boost::json::value& a, const boost::json::value& b);

// Tells whether two values mean the same JSON: numbers by value, objects in any order. Allocates
// nothing.
bool same_json(const boost::json::value& a, const boost::json::value& b);

// The same with what a test writes, of which null, numbers and texts are no allocation either.
std::partial_ordering compare_number_to(const boost::json::value& a, const JsonLiteral& b);
bool same_json_as(const boost::json::value& a, const JsonLiteral& b);

// Names the kind as JSON does: `number`, `string`, `object`, `null`.
std::string_view kind_name(const boost::json::value& value);

}  // namespace traffic
