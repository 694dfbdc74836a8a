// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/location.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Names the fields of a golden document that differ in each run. Each field must exist, but its
// value is ignored. Paths have the syntax of JsonRule: `masked("/id", "/items/*/at", "createdAt")`.
struct GoldenMask {
  std::vector<std::string> paths = {};
};

// Matches a body that is equivalent to a golden file. If the settings request an update, writes the
// file and matches.
class MatchesGoldenMatcher : public ResponseMatcherBase<MatchesGoldenMatcher> {
 public:
  MatchesGoldenMatcher(std::string_view name, GoldenMask mask, Location location);
  bool matches(const Response& response) const;
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;

 private:
  struct Golden;
  std::shared_ptr<const Golden> golden_;
};

}  // namespace traffic::detail
