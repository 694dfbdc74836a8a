// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/match/text.h"

namespace traffic::detail {

// Expects any text.
struct AnyText {
  bool matches(std::string_view) const { return true; }
  void describe(std::ostream*, bool, bool) const {}
};

// Matches a response that has a header with this name and an expected value. One of several such
// headers is enough.
template <class Expected>
class HasHeaderMatcher : public ResponseMatcherBase<HasHeaderMatcher<Expected>> {
 public:
  HasHeaderMatcher(OwnedText name, Expected expected)
      : name_(std::move(name)), expected_(std::move(expected)) {}
  bool matches(const Response& response) const { return search(response).matched; }
  void describe(std::ostream& out, bool negated) const {
    out << (negated ? "no header " : "a header ") << name_.view();
    if constexpr (!std::same_as<Expected, AnyText>) {
      out << ' ';
      expected_.describe(&out, false, is_sensitive_name(name_));
    }
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    const auto value = search(response).value;
    mismatch.actual = value ? shown_text(*value, is_sensitive_name(name_)) : "no such header";
  }

 private:
  struct Found {
    std::optional<std::string_view> value;  // of the header that matched, or of the last one
    bool matched = false;
  };
  Found search(const Response& response) const {
    Found found;
    HeaderReader reader(response.exchange().response_head);
    while (!found.matched) {
      const auto field = reader.next();
      if (!field) break;
      if (!equals_ignoring_case(field->name, name_)) continue;
      found = {field->value, expected_.matches(field->value)};
    }
    return found;
  }

  OwnedText name_;
  Expected expected_;
};

}  // namespace traffic::detail
