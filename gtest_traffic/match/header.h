// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  void describe(std::ostream* out, bool, bool) const { *out << "to be there"; }
};

// Matches a response that has a header with this name and an expected value. One of several such
// headers is enough. Keeps a view of the name.
template <class Expected>
class HasHeaderMatcher : public ResponseMatcherBase {
 public:
  HasHeaderMatcher(std::string_view name, Expected expected)
      : name_(name), expected_(std::move(expected)) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    if (quiet()) out = nullptr;
    if (!has_response(response, out)) return false;
    std::optional<std::string_view> seen;
    bool matched = false;
    HeaderReader reader(response.exchange().response_head);
    while (!matched) {
      const auto field = reader.next();
      if (!field) break;
      if (!equals_ignoring_case(field->name, name_)) continue;
      seen = field->value;
      matched = expected_.matches(*seen);
    }
    if (out != nullptr && seen) explain_text(*seen, is_sensitive_name(name_), out);
    if (out != nullptr && !seen) *out << "got no header " << name_;
    return matched;
  }
  void DescribeTo(std::ostream* out) const { describe(out, "a header "); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, "no header "); }

 private:
  void describe(std::ostream* out, std::string_view quantity) const {
    if (quiet()) return;
    *out << quantity << name_ << ' ';
    expected_.describe(out, false, is_sensitive_name(name_));
  }
  std::string_view name_;
  Expected expected_;
};

}  // namespace traffic::detail
