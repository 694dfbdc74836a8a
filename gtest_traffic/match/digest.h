// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Matches a response by the SHA-256 digest of its body. Keeps a view of the hexadecimal digest.
class BodySha256IsMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;

  explicit BodySha256IsMatcher(std::string_view digest) : digest_(digest) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  std::string_view digest_;
};

// Matches a body by its SHA-256 digest in hexadecimal, as `sha256sum` prints it. Ignores case.
inline BodySha256IsMatcher BodySha256Is(std::string_view digest) {
  return BodySha256IsMatcher(digest);
}

}  // namespace traffic
