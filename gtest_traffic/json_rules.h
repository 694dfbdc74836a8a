// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "gtest_traffic/base/owned_text.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/http/json_forward.h"

namespace traffic {

// Describes an allowed difference between two JSON values. A path is a JSON Pointer (RFC 6901) in
// which `*` matches any field or item, such as `/items/*/price`. A name without a slash matches
// that field at any depth. A rule without a path applies everywhere.
struct JsonRule {
  enum class Kind : std::uint8_t {
    kIgnored,    // any value, or a missing one
    kUnordered,  // the order of an array's items
    kNear,       // numbers there and below, up to `numbers`
    kNearTime,   // times of RFC 3339, up to `times`
  };
  Kind kind = Kind::kIgnored;
  std::optional<detail::OwnedText> path = {};
  double numbers = 0;
  Duration times{0};
};

template <std::size_t N>
using JsonRules = std::array<JsonRule, N>;

// Ignores the values at these paths: `ignoring("/id", "/items/*/createdAt")`.
template <class... Paths>
JsonRules<sizeof...(Paths)> ignoring(Paths&&... paths) {
  static_assert(sizeof...(Paths) > 0, "name the paths to ignore, as in ignoring(\"/id\")");
  return {JsonRule{JsonRule::Kind::kIgnored, detail::OwnedText(paths)}...};
}

// Ignores the order of items in the arrays at these paths. Without a path, applies to every array.
template <class... Paths>
JsonRules<sizeof...(Paths)> unordered(Paths&&... paths) {
  return {JsonRule{JsonRule::Kind::kUnordered, detail::OwnedText(paths)}...};
}
inline JsonRules<1> unordered() { return {JsonRule{JsonRule::Kind::kUnordered, std::nullopt}}; }

// Allows numbers to differ by up to `tolerance`, at a path and below, or everywhere.
inline JsonRules<1> near(double tolerance) {
  return {JsonRule{JsonRule::Kind::kNear, std::nullopt, tolerance}};
}
inline JsonRules<1> near(detail::OwnedText path, double tolerance) {
  return {JsonRule{JsonRule::Kind::kNear, std::move(path), tolerance}};
}

// Allows times in the format of RFC 3339 to differ by up to `tolerance`.
inline JsonRules<1> near(Duration tolerance) {
  return {JsonRule{JsonRule::Kind::kNearTime, std::nullopt, 0, tolerance}};
}
inline JsonRules<1> near(detail::OwnedText path, Duration tolerance) {
  return {JsonRule{JsonRule::Kind::kNearTime, std::move(path), 0, tolerance}};
}

// Returns a description of the allowed difference: `ignoring /id`, `items in any order at /items`,
// `numbers within 0.01`.
std::string to_string(const JsonRule& rule);

namespace detail {

// Selects how much of the actual value must match. With `kPart`, objects may have more fields, and
// arrays may have more items, in any order.
enum class JsonExtent : std::uint8_t { kWhole, kPart };

// Tells whether two values are the same JSON, except for differences that the rules allow.
// Allocates nothing for unordered arrays of up to 16 items.
bool same_json(const boost::json::value& expected, const boost::json::value& actual,
               std::span<const JsonRule> rules, JsonExtent extent = JsonExtent::kWhole);

}  // namespace detail
}  // namespace traffic
