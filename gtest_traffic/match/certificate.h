// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <iosfwd>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Matches a response whose server showed a certificate that stays valid for at least some time from
// now.
class CertificateValidForMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;

  explicit CertificateValidForMatcher(std::chrono::seconds at_least) : at_least_(at_least) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  std::chrono::seconds at_least_;
};

// Takes hours, days and weeks of <chrono>: `CertificateValidFor(std::chrono::days(14))`. Without
// TLS no response matches.
inline CertificateValidForMatcher CertificateValidFor(std::chrono::seconds at_least) {
  return CertificateValidForMatcher(at_least);
}

}  // namespace traffic
