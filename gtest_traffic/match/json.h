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

#include "gtest_traffic/base/owned_text.h"
#include "gtest_traffic/match/json_expected.h"
#include "gtest_traffic/match/json_matched.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Returns the value at a JSON Pointer, or null if there is no JSON or no such value. Records the
// cause.
const boost::json::value* find_json(const Response& response, std::string_view pointer);
const boost::json::value* find_json(const boost::json::value& root, std::string_view pointer);

// Returns the reason why a response or a value has no value at a pointer.
std::string no_json_text(const Response& response, std::string_view pointer);

// Writes `JSON /pointer `, or `JSON ` for the whole body.
void describe_json(std::string_view pointer, std::ostream& out);

// Matches a response by the value at a JSON Pointer (RFC 6901).
template <class Expected>
class JsonMatcher : public ResponseMatcherBase<JsonMatcher<Expected>> {
 public:
  static constexpr bool kTellsTheCause = true;
  using ResponseMatcherBase<JsonMatcher<Expected>>::MatchAndExplain;

  JsonMatcher(OwnedText pointer, Expected expected)
      : pointer_(std::move(pointer)), expected_(std::move(expected)) {}
  bool matches(const Response& response) const {
    const boost::json::value* value = find_json(response, pointer_);
    if (value == nullptr) return false;
    if (expected_.matches(*value)) return true;
    mismatch_cause() = {.reason = MismatchCause::Reason::kOtherValue};
    return false;
  }
  void describe(std::ostream& out, bool negated) const {
    describe_json(pointer_, out);
    expected_.describe(pointer_, &out, negated);
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    const boost::json::value* value = find_json(response, pointer_);
    if (value == nullptr) {
      mismatch.actual = no_json_text(response, pointer_);
    } else {
      expected_.explain(pointer_, *value, mismatch);
    }
  }

  // Matches a nested JSON value: `JsonAt("/items", Each(JsonContains({{"n", 1}})))`.
  bool MatchAndExplain(const JsonView& view, std::ostream* out) const {
    const boost::json::value* value = find_json(view.json(), pointer_);
    if (value != nullptr && expected_.matches(*value)) return true;
    if (out == nullptr || quiet()) return false;
    Mismatch mismatch;
    if (value == nullptr) {
      mismatch.actual = missing_text(view.json(), pointer_);
    } else {
      expected_.explain(pointer_, *value, mismatch);
    }
    write_mismatch(mismatch, *out);
    return false;
  }

  // Returns the expectation, for a value that was found in another way.
  const Expected& expected() const { return expected_; }

 private:
  OwnedText pointer_;
  Expected expected_;
};

// Makes the expected value from JSON text or from any type that converts to JSON.
template <class T>
OwnedJson owned_json(const T& json) {
  if constexpr (TextArgument<T>) {
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
