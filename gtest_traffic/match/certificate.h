// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <iosfwd>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response if the server's certificate stays valid for at least the given time from now.
class CertificateValidForMatcher : public ResponseMatcherBase {
 public:
  explicit CertificateValidForMatcher(std::chrono::seconds at_least) : at_least_(at_least) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  std::chrono::seconds at_least_;
};

}  // namespace traffic::detail
