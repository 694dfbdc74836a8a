// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response whose last attempt took no longer than a limit, including the connection
// set-up.
class RespondsWithinMatcher : public ResponseMatcherBase {
 public:
  explicit RespondsWithinMatcher(Duration limit) : limit_(limit) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  Duration limit_;
};

}  // namespace traffic::detail
