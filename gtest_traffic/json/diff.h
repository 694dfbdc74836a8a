// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/json_forward.h"
#include "gtest_traffic/json/rules.h"

namespace traffic {

// Lists where two values differ, by JSON Pointer (RFC 6901): `/items/2/price: expected 5, got 6`,
// `/id: missing, expected 7`,
// `/extra: unexpected, got true`. At most `max_lines`; the last one then counts the rest. Empty
// when they mean the same JSON. Arrays compare item by item, numbers by value; values of sensitive
// fields are hidden.
std::vector<std::string> diff(const boost::json::value& expected, const boost::json::value& actual,
                              std::size_t max_lines = 10);

// The same, but for what the rules let differ. Of unordered arrays it names the items that have no
// counterpart.
std::vector<std::string> diff(const boost::json::value& expected, const boost::json::value& actual,
                              std::span<const JsonRule> rules, JsonExtent extent,
                              std::size_t max_lines = 10);

// Returns a value on one line, short, with its secrets hidden; `name` is the field that holds it,
// or a pointer to it.
std::string shown(std::string_view name, const boost::json::value& value);

}  // namespace traffic
