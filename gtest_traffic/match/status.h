// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <utility>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response by one status code.
class StatusIsMatcher : public ResponseMatcherBase<StatusIsMatcher> {
 public:
  static constexpr bool kTheStatusTells = true;

  explicit StatusIsMatcher(int status) : status_(status) {}
  bool matches(const Response& response) const { return response.status() == status_; }
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;

 private:
  int status_;
};

// Matches a response whose status code a GoogleMock matcher on int accepts.
template <class M>
class StatusThatMatcher : public ResponseMatcherBase<StatusThatMatcher<M>> {
 public:
  static constexpr bool kTheStatusTells = true;

  explicit StatusThatMatcher(M status) : status_(std::move(status)) {}
  bool matches(const Response& response) const { return matcher().Matches(response.status()); }
  void describe(std::ostream& out, bool negated) const {
    out << "status that ";
    negated ? matcher().DescribeNegationTo(&out) : matcher().DescribeTo(&out);
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    mismatch.actual = std::to_string(response.status());
  }

 private:
  testing::Matcher<int> matcher() const { return testing::SafeMatcherCast<int>(status_); }
  M status_;
};

// Matches a response with a status from 200 to 299.
class IsSuccessMatcher : public ResponseMatcherBase<IsSuccessMatcher> {
 public:
  static constexpr bool kTheStatusTells = true;

  bool matches(const Response& response) const;
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;
};

}  // namespace traffic::detail
