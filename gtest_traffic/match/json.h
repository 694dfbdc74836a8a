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

namespace traffic::detail {

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
class JsonMatcher : public ResponseMatcherBase {
 public:
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

template <class M>
inline constexpr bool kIsJsonMatcher = false;
template <class Expected>
inline constexpr bool kIsJsonMatcher<JsonMatcher<Expected>> = true;

}  // namespace traffic::detail
