// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <concepts>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/json_expected.h"
#include "gtest_traffic/match/json_matched.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Finds the value at a JSON Pointer, or explains why there is none: no response, no JSON, nothing
// there.
const boost::json::value* find_json(const Response& response, std::string_view pointer,
                                    std::ostream* out);

// Writes `json /pointer `, or `json ` for the whole body.
void describe_json(std::string_view pointer, std::ostream* out);

// Matches a response by the value at a JSON Pointer (RFC 6901), which is viewed.
template <class Expected>
class JsonMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;

  JsonMatcher(std::string_view pointer, Expected expected)
      : pointer_(pointer), expected_(std::move(expected)) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    if (quiet()) out = nullptr;
    const boost::json::value* value = find_json(response, pointer_, out);
    if (value == nullptr) return false;
    if (out != nullptr) expected_.explain(pointer_, *value, out);
    return expected_.matches(*value);
  }

  // Returns it for a value that was found in another way.
  const Expected& expected() const { return expected_; }

  void DescribeTo(std::ostream* out) const { describe(out, false); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, true); }

 private:
  void describe(std::ostream* out, bool negated) const {
    if (quiet()) return;
    describe_json(pointer_, out);
    expected_.describe(pointer_, out, negated);
  }
  std::string_view pointer_;
  Expected expected_;
};

// Matches the value at a JSON Pointer: `JsonAt("/id", 7)`, `JsonAt("/tags", {"a", "b"})`, or with a
// GoogleMock matcher, `JsonAt("/items", SizeIs(3))` (see MatchedJson). Numbers compare by value.
// Literals, string views and lvalues of JSON are viewed; std::string and temporary JSON are kept.
template <class T>
auto JsonAt(std::string_view pointer, T&& expected) {
  using Plain = std::remove_cvref_t<T>;
  if constexpr (std::same_as<Plain, std::string>) {
    return JsonMatcher(pointer, OwnedJson(expected));
  } else if constexpr (std::same_as<Plain, boost::json::value> && !std::is_lvalue_reference_v<T>) {
    return JsonMatcher(pointer, OwnedJson(boost::json::value(std::forward<T>(expected))));
  } else if constexpr (std::same_as<Plain, boost::json::value> || std::is_arithmetic_v<Plain> ||
                       std::same_as<Plain, std::nullptr_t>) {
    return JsonMatcher(pointer, ViewedJson(expected));
  } else if constexpr (std::convertible_to<const Plain&, std::string_view>) {
    return JsonMatcher(pointer, ViewedJson(std::string_view(expected)));
  } else {
    return JsonMatcher(pointer, MatchedJson<std::decay_t<T>>(std::forward<T>(expected)));
  }
}

inline JsonMatcher<OwnedJson> JsonAt(std::string_view pointer,
                                     std::initializer_list<boost::json::value_ref> expected) {
  return {pointer, OwnedJson(expected)};
}

// Matches the whole body by what it means: `JsonEq({{"id", 7}, {"tags", {"a"}}})`, a JSON value, or
// JSON text, `JsonEq(R"({"id":7})")`. On a mismatch it lists the differences by path.
inline JsonMatcher<OwnedJson> JsonEq(std::initializer_list<boost::json::value_ref> expected) {
  return {{}, OwnedJson(expected)};
}
template <class T>
auto JsonEq(T&& expected) {
  if constexpr (std::convertible_to<const std::remove_cvref_t<T>&, std::string_view>) {
    return JsonMatcher({}, OwnedJson::parse(expected));
  } else {
    return JsonAt({}, std::forward<T>(expected));
  }
}

}  // namespace traffic
