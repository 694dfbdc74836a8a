// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/failed_part.h"
#include "gtest_traffic/match/json_expected.h"
#include "gtest_traffic/match/json_matched.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Returns the value at a JSON Pointer. Returns null and writes the reason if there is no response,
// no JSON or no such value.
const boost::json::value* find_json(const Response& response, std::string_view pointer,
                                    std::ostream* out);
const boost::json::value* find_json(const boost::json::value& root, std::string_view pointer,
                                    std::ostream* out);

// Writes `json /pointer `, or `json ` for the whole body.
void describe_json(std::string_view pointer, std::ostream* out);

// Matches a response by the value at a JSON Pointer (RFC 6901). Keeps a view of the pointer.
template <class Expected>
class JsonMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;
  static constexpr bool kNotesItsReason = true;

  JsonMatcher(std::string_view pointer, Expected expected)
      : pointer_(pointer), expected_(std::move(expected)) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    if (quiet()) out = nullptr;
    const boost::json::value* value = find_json(response, pointer_, out);
    if (value == nullptr) return false;
    if (out != nullptr) expected_.explain(pointer_, *value, out);
    if (expected_.matches(*value)) return true;
    failed_part().reason = FailedPart::Reason::kOtherValue;
    return false;
  }

  // Matches a nested JSON value: `JsonAt("/items", Each(JsonContains({{"n", 1}})))`.
  bool MatchAndExplain(const JsonView& view, std::ostream* out) const {
    if (quiet()) out = nullptr;
    const boost::json::value* value = find_json(view.json(), pointer_, out);
    if (value == nullptr) return false;
    if (expected_.matches(*value)) return true;
    if (out != nullptr) expected_.explain(pointer_, *value, out);
    return false;
  }

  // Returns the expectation, for a value that was found in another way.
  const Expected& expected() const { return expected_; }

  void DescribeTo(std::ostream* out) const { describe(out, false); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, true); }

 private:
  void describe(std::ostream* out, bool negated) const {
    failed_part().described = true;
    if (quiet()) return;
    describe_json(pointer_, out);
    expected_.describe(pointer_, out, negated);
  }
  std::string_view pointer_;
  Expected expected_;
};

namespace internal {

// Makes the expected value from JSON text or from any type that converts to JSON.
template <class T>
OwnedJson owned_json(const T& json) {
  if constexpr (std::convertible_to<const T&, std::string_view>) {
    return OwnedJson::parse(json);
  } else {
    return OwnedJson(JsonLiteral(json));
  }
}

template <std::size_t... N>
RuledJson ruled_json(OwnedJson expected, JsonExtent extent, const JsonRules<N>&... lists) {
  std::array<JsonRule, (N + ... + 0)> rules;
  [[maybe_unused]] auto next = rules.begin();
  ((next = std::copy(lists.begin(), lists.end(), next)), ...);
  return RuledJson(std::move(expected), extent, rules);
}

}  // namespace internal

template <class M>
inline constexpr bool kIsJsonMatcher = false;
template <class Expected>
inline constexpr bool kIsJsonMatcher<JsonMatcher<Expected>> = true;

// Compares the value at a JSON Pointer with a value, `JsonAt("/id", 7)` or
// `JsonAt("/tags", {"a", "b"})`, or applies a GoogleMock matcher, `JsonAt("/items", SizeIs(3))`
// (see MatchedJson). Compares numbers by value. Keeps views of literals, string views and JSON
// lvalues. Copies std::string, and takes over temporary JSON.
template <class T>
auto JsonAt(std::string_view pointer, T&& expected) {
  using Plain = std::remove_cvref_t<T>;
  if constexpr (kIsJsonMatcher<Plain>) {
    return JsonMatcher(pointer, expected.expected());
  } else if constexpr (std::same_as<Plain, std::string>) {
    return JsonMatcher(pointer, OwnedJson(JsonLiteral(expected)));
  } else if constexpr (std::same_as<Plain, boost::json::value> && !std::is_lvalue_reference_v<T>) {
    return JsonMatcher(pointer, OwnedJson(std::forward<T>(expected)));
  } else if constexpr (std::same_as<Plain, boost::json::value> || std::same_as<Plain, JsonNode> ||
                       std::is_arithmetic_v<Plain> || std::same_as<Plain, std::nullptr_t> ||
                       std::convertible_to<const Plain&, std::string_view>) {
    return JsonMatcher(pointer, ViewedJson(JsonLiteral(expected)));
  } else {
    return JsonMatcher(pointer, MatchedJson<std::decay_t<T>>(std::forward<T>(expected)));
  }
}

inline JsonMatcher<OwnedJson> JsonAt(std::string_view pointer,
                                     std::initializer_list<JsonLiteral> expected) {
  return {pointer, OwnedJson(JsonLiteral(expected))};
}

// Matches the whole body as JSON, without regard to formatting:
// `JsonEq({{"id", 7}, {"tags", {"a"}}})`, a JSON value, or JSON text, `JsonEq(R"({"id":7})")`. On a
// mismatch, lists the differences by path.
inline JsonMatcher<OwnedJson> JsonEq(std::initializer_list<JsonLiteral> expected) {
  return {{}, OwnedJson(JsonLiteral(expected))};
}
template <class T>
auto JsonEq(T&& expected) {
  if constexpr (std::convertible_to<const std::remove_cvref_t<T>&, std::string_view>) {
    return JsonMatcher({}, OwnedJson::parse(expected));
  } else {
    return JsonAt({}, std::forward<T>(expected));
  }
}

// Matches like JsonEq, except for the differences that rules allow: `JsonEq(order, ignoring("/id",
// "/items/*/at"), unordered("/items"), near("/price", 0.01))`.
template <std::size_t... N>
requires(sizeof...(N) >
         0) JsonMatcher<RuledJson> JsonEq(std::initializer_list<JsonLiteral> expected,
                                          const JsonRules<N>&... rules) {
  return {{}, internal::ruled_json(OwnedJson(JsonLiteral(expected)), JsonExtent::kWhole, rules...)};
}
template <class T, std::size_t... N>
requires(sizeof...(N) > 0) JsonMatcher<RuledJson> JsonEq(const T& expected,
                                                         const JsonRules<N>&... rules) {
  return {{}, internal::ruled_json(internal::owned_json(expected), JsonExtent::kWhole, rules...)};
}

// Matches a body that contains at least the expected content. Ignores additional fields, additional
// items and the order of items. Takes the arguments of JsonEq, and rules.
template <std::size_t... N>
JsonMatcher<RuledJson> JsonContains(std::initializer_list<JsonLiteral> expected,
                                    const JsonRules<N>&... rules) {
  return {{}, internal::ruled_json(OwnedJson(JsonLiteral(expected)), JsonExtent::kPart, rules...)};
}
template <class T, std::size_t... N>
JsonMatcher<RuledJson> JsonContains(const T& expected, const JsonRules<N>&... rules) {
  return {{}, internal::ruled_json(internal::owned_json(expected), JsonExtent::kPart, rules...)};
}

// Matches a number at a JSON Pointer that differs from `expected` by at most `tolerance`.
inline JsonMatcher<NearNumber> JsonNear(std::string_view pointer, double expected,
                                        double tolerance) {
  return {pointer, NearNumber(expected, tolerance)};
}

}  // namespace traffic
