// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string_view>

#include "gtest_traffic/http/json_forward.h"

namespace traffic {
class JsonLiteral;
}  // namespace traffic

namespace traffic::detail {

// Compares two numbers by value, regardless of their types: 1 equals 1.0, and 2^53 + 1 is greater
// than 2^53. Returns `unordered` if one of the values is not a number.
std::partial_ordering compare_numbers(const boost::json::value& a, const boost::json::value& b);

// Tells whether two values are the same JSON. Numbers compare by value; the order of members is
// ignored. Allocates nothing.
bool same_json(const boost::json::value& a, const boost::json::value& b);

// Does the same with a value that a test specifies. Allocates nothing if that value is null, a
// number or a text.
std::partial_ordering compare_number_to(const boost::json::value& a, const JsonLiteral& b);
bool same_json_as(const boost::json::value& a, const JsonLiteral& b);

// Tells whether two numbers differ by at most `tolerance`, which is included. The numbers and the
// tolerance are rounded to doubles, so differences of that size do not count: 1.11 is within 0.01
// of 1.1. Without a tolerance, only equal numbers are near.
bool is_near(double a, double b, double tolerance);

// Returns the name of the JSON type: `number`, `string`, `object`, `null`.
std::string_view kind_name(const boost::json::value& value);

}  // namespace traffic::detail
