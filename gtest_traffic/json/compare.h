// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <compare>
#include <string_view>

namespace traffic {

// Compares two numbers by value, whatever they are stored as: 1 equals 1.0, and 2^53 + 1 is above
// 2^53. Unordered when one of them is no number.
std::partial_ordering compare_numbers(const boost::json::value& a, const boost::json::value& b);

// Tells whether two values mean the same JSON: numbers by value, objects in any order. Allocates
// nothing.
bool same_json(const boost::json::value& a, const boost::json::value& b);

// Names the kind as JSON does: `number`, `string`, `object`, `null`.
std::string_view kind_name(const boost::json::value& value);

}  // namespace traffic
