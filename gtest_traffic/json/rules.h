// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/json_forward.h"

namespace traffic {

// Says in what two JSON values may differ and still be called the same. A path is a JSON Pointer
// (RFC 6901) in which `*` stands for any field or item, `/items/*/price`; a name without a slash is
// that field wherever it stands; no path means everywhere. Views its path.
struct JsonRule {
  enum class Kind : std::uint8_t {
    kIgnored,    // what stands there, or that nothing does
    kUnordered,  // an array's items stand in any order
    kNear,       // numbers there and below differ by `numbers` at most
    kNearTime,   // and times of RFC 3339 by `times`
  };
  Kind kind = Kind::kIgnored;
  std::optional<std::string_view> path;
  double numbers = 0;
  Duration times{0};
};

template <std::size_t N>
using JsonRules = std::array<JsonRule, N>;

// Leaves out what stands at these paths: `ignoring("/id", "/items/*/createdAt")`.
template <class... Paths>
JsonRules<sizeof...(Paths)> ignoring(const Paths&... paths) {
  static_assert(sizeof...(Paths) > 0, "say what is ignored, as in ignoring(\"/id\")");
  return {JsonRule{JsonRule::Kind::kIgnored, std::string_view(paths)}...};
}

// Lets the items of the arrays at these paths stand in any order; without a path, of every array.
template <class... Paths>
JsonRules<sizeof...(Paths)> unordered(const Paths&... paths) {
  return {JsonRule{JsonRule::Kind::kUnordered, std::string_view(paths)}...};
}
inline JsonRules<1> unordered() { return {JsonRule{JsonRule::Kind::kUnordered, std::nullopt}}; }

// Lets numbers, at a path and below or everywhere, differ by so much.
inline JsonRules<1> near(double tolerance) {
  return {JsonRule{JsonRule::Kind::kNear, std::nullopt, tolerance}};
}
inline JsonRules<1> near(std::string_view path, double tolerance) {
  return {JsonRule{JsonRule::Kind::kNear, path, tolerance}};
}

// Lets times, written as RFC 3339 has them, differ by so much.
inline JsonRules<1> near(Duration tolerance) {
  return {JsonRule{JsonRule::Kind::kNearTime, std::nullopt, 0, tolerance}};
}
inline JsonRules<1> near(std::string_view path, Duration tolerance) {
  return {JsonRule{JsonRule::Kind::kNearTime, path, 0, tolerance}};
}

// Says what a rule lets differ: `ignoring /id`, `items in any order at /items`, `numbers within
// 0.01`.
std::string to_string(const JsonRule& rule);

// Tells how much of the actual value the expected one describes: all of it, or a part: objects may
// have more fields, arrays more items, in any order.
enum class JsonExtent : std::uint8_t { kWhole, kPart };

// Tells whether two values mean the same JSON but for what the rules let differ. Allocates nothing
// up to 16 unordered items.
bool same_json(const boost::json::value& expected, const boost::json::value& actual,
               std::span<const JsonRule> rules, JsonExtent extent = JsonExtent::kWhole);

}  // namespace traffic
