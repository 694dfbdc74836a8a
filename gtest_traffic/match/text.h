// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <ostream>
#include <string_view>
#include <utility>

#include "gtest_traffic/headers.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/match/response_matcher.h"
#include "gtest_traffic/match/text_expected.h"

namespace traffic::detail {

// Writes `got "…"` with the start of a text. Hides secrets.
void explain_text(std::string_view actual, bool hidden, std::ostream* out);

// Writes the start of a response's body, and whether the body is still encoded. Hides secrets.
void explain_body(const Response& response, std::ostream* out);

// Matches a response by its first header with this name. Keeps a view of the name.
template <class Expected>
class HeaderIsMatcher : public ResponseMatcherBase {
 public:
  HeaderIsMatcher(std::string_view name, Expected expected)
      : name_(name), expected_(std::move(expected)) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    if (quiet()) out = nullptr;
    if (!has_response(response, out)) return false;
    const auto value = find_header(response.exchange().response_head, name_);
    if (out != nullptr && value) explain_text(*value, is_sensitive_name(name_), out);
    if (out != nullptr && !value) *out << "got no header " << name_;
    return value && expected_.matches(*value);
  }
  void DescribeTo(std::ostream* out) const { describe(out, false); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, true); }

 private:
  void describe(std::ostream* out, bool negated) const {
    if (quiet()) return;
    *out << "header " << name_ << ' ';
    expected_.describe(out, negated, is_sensitive_name(name_));
  }
  std::string_view name_;
  Expected expected_;
};

// Matches a response by its whole body.
template <class Expected>
class BodyIsMatcher : public ResponseMatcherBase {
 public:
  explicit BodyIsMatcher(Expected expected) : expected_(std::move(expected)) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    if (quiet()) out = nullptr;
    if (!has_response(response, out)) return false;
    if (out != nullptr) explain_body(response, out);
    return expected_.matches(response.body());
  }
  void DescribeTo(std::ostream* out) const { describe(out, false); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, true); }

 private:
  void describe(std::ostream* out, bool negated) const {
    if (quiet()) return;
    *out << "body ";
    expected_.describe(out, negated, false);
  }
  Expected expected_;
};

// Matches a response whose body contains a text. Keeps a view of the text.
class BodyContainsMatcher : public ResponseMatcherBase {
 public:
  explicit BodyContainsMatcher(std::string_view part) : part_(part) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  std::string_view part_;
};

}  // namespace traffic::detail
