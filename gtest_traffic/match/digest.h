// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <utility>

#include "gtest_traffic/base/owned_text.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response by the SHA-256 digest of its body.
class BodySha256IsMatcher : public ResponseMatcherBase<BodySha256IsMatcher> {
 public:
  explicit BodySha256IsMatcher(OwnedText digest) : digest_(std::move(digest)) {}
  bool matches(const Response& response) const;
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;

 private:
  OwnedText digest_;
};

}  // namespace traffic::detail
