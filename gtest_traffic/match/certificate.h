// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <iosfwd>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Matches a response if the server's certificate stays valid for at least the given time from now.
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

// Matches a response if the server's certificate stays valid for at least `at_least`:
// `CertificateValidFor(std::chrono::days(14))`. A response without TLS never matches.
inline CertificateValidForMatcher CertificateValidFor(std::chrono::seconds at_least) {
  return CertificateValidForMatcher(at_least);
}

}  // namespace traffic
