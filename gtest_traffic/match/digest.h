// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response by the SHA-256 digest of its body. Keeps a view of the hexadecimal digest.
class BodySha256IsMatcher : public ResponseMatcherBase {
 public:
  explicit BodySha256IsMatcher(std::string_view digest) : digest_(digest) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  std::string_view digest_;
};

}  // namespace traffic::detail
