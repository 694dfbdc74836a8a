// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <iosfwd>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response if the server's certificate stays valid for at least the given time from now.
class CertificateValidForMatcher : public ResponseMatcherBase<CertificateValidForMatcher> {
 public:
  explicit CertificateValidForMatcher(std::chrono::seconds at_least) : at_least_(at_least) {}
  bool matches(const Response& response) const;
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;

 private:
  std::chrono::seconds at_least_;
};

}  // namespace traffic::detail
