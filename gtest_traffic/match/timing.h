// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response whose last attempt took no longer than a limit, including the connection
// set-up and all redirects before it.
class RespondsWithinMatcher : public ResponseMatcherBase<RespondsWithinMatcher> {
 public:
  explicit RespondsWithinMatcher(Duration limit) : limit_(limit) {}
  bool matches(const Response& response) const;
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;

 private:
  Duration limit_;
};

}  // namespace traffic::detail
