// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/json_forward.h"
#include "gtest_traffic/json_rules.h"

namespace traffic::detail {

// Lists the differences of two values, one line for each, with a JSON Pointer (RFC 6901):
// `/items/2/price: expected 5, got 6`, `/id: missing, expected 7`, `/extra: unexpected, got true`.
// Returns at most `max_lines` lines; the last one then counts the rest. Returns nothing if both
// values are the same JSON. Arrays compare item by item, and numbers by value. Values of sensitive
// fields are hidden.
std::vector<std::string> diff(const boost::json::value& expected, const boost::json::value& actual,
                              std::size_t max_lines = 10);

// Does the same, except for differences that the rules allow. For unordered arrays, it lists the
// items without a counterpart.
std::vector<std::string> diff(const boost::json::value& expected, const boost::json::value& actual,
                              std::span<const JsonRule> rules, JsonExtent extent,
                              std::size_t max_lines = 10);

// Returns the value on one line, shortened, with its secrets hidden. `name` is the name of its
// field or a JSON Pointer to it.
std::string shown(std::string_view name, const boost::json::value& value);

}  // namespace traffic::detail
