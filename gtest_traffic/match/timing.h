// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Matches a response whose last attempt took no longer than a limit, including the connection
// set-up.
class RespondsWithinMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;

  explicit RespondsWithinMatcher(Duration limit) : limit_(limit) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  Duration limit_;
};

// Matches a response whose last attempt, including the connection set-up, took at most `limit`.
inline RespondsWithinMatcher RespondsWithin(Duration limit) { return RespondsWithinMatcher(limit); }

}  // namespace traffic
