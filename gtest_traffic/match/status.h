// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response by one status code.
class StatusIsMatcher : public ResponseMatcherBase {
 public:
  static constexpr bool kTheStatusTells = true;

  explicit StatusIsMatcher(int status) : status_(status) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    const int status = status_of(response);
    if (out != nullptr) explain(response, out);
    return status != 0 && status == status_;
  }
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  static void explain(const Response& response, std::ostream* out);
  int status_;
};

// Matches a response whose status code a GoogleMock matcher on int accepts.
template <class M>
class StatusThatMatcher : public ResponseMatcherBase {
 public:
  static constexpr bool kTheStatusTells = true;

  explicit StatusThatMatcher(M status) : status_(std::move(status)) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    if (quiet()) out = nullptr;
    const int status = status_of(response);
    if (!has_response(response, out)) return false;
    if (out != nullptr) *out << "got " << status;
    return matcher().Matches(status);
  }
  void DescribeTo(std::ostream* out) const {
    if (quiet()) return;
    *out << "status that ";
    matcher().DescribeTo(out);
  }
  void DescribeNegationTo(std::ostream* out) const {
    if (quiet()) return;
    *out << "status that ";
    matcher().DescribeNegationTo(out);
  }

 private:
  testing::Matcher<int> matcher() const { return testing::SafeMatcherCast<int>(status_); }
  M status_;
};

// Matches a response with a status from 200 to 299.
class IsSuccessMatcher : public ResponseMatcherBase {
 public:
  static constexpr bool kTheStatusTells = true;

  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;
};

}  // namespace traffic::detail
