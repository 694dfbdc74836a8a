// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/base/owned_text.h"
#include "gtest_traffic/http/charset.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/match/response_matcher.h"
#include "gtest_traffic/match/text_expected.h"

namespace traffic::detail {

// Returns the start of a text in quotes, or the size of binary data. Hides secrets.
std::string shown_text(std::string_view text, bool hidden);

// Returns the start of a response's body, and whether the body is still encoded. Hides secrets.
std::string shown_body(const Response& response);

// Matches a response by its first header with this name.
template <class Expected>
class HeaderIsMatcher : public ResponseMatcherBase<HeaderIsMatcher<Expected>> {
 public:
  HeaderIsMatcher(OwnedText name, Expected expected)
      : name_(std::move(name)), expected_(std::move(expected)) {}
  bool matches(const Response& response) const {
    const auto value = find_header(response.exchange().response_head, name_);
    return value && expected_.matches(*value);
  }
  void describe(std::ostream& out, bool negated) const {
    out << "header " << name_.view() << ' ';
    expected_.describe(&out, negated, is_sensitive_name(name_));
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    const auto value = find_header(response.exchange().response_head, name_);
    mismatch.actual = value ? shown_text(*value, is_sensitive_name(name_)) : "no such header";
  }

 private:
  OwnedText name_;
  Expected expected_;
};

// Matches a response by its whole body.
template <class Expected>
class BodyIsMatcher : public ResponseMatcherBase<BodyIsMatcher<Expected>> {
 public:
  explicit BodyIsMatcher(Expected expected) : expected_(std::move(expected)) {}
  bool matches(const Response& response) const {
    std::string room;
    return expected_.matches(readable_body(response.exchange(), room));
  }
  void describe(std::ostream& out, bool negated) const {
    out << "body ";
    expected_.describe(&out, negated, false);
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    mismatch.actual = shown_body(response);
  }

 private:
  Expected expected_;
};

// Matches a response whose body contains a text.
class BodyContainsMatcher : public ResponseMatcherBase<BodyContainsMatcher> {
 public:
  explicit BodyContainsMatcher(OwnedText part) : part_(std::move(part)) {}
  bool matches(const Response& response) const;
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;

 private:
  OwnedText part_;
};

}  // namespace traffic::detail
