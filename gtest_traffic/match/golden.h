// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/location.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Names the fields of a golden document that differ in each run. Each field must exist, but its
// value is ignored. Paths have the syntax of JsonRule: `masked("/id", "/items/*/at", "createdAt")`.
struct GoldenMask {
  std::vector<std::string> paths = {};
};
template <class... Paths>
GoldenMask masked(const Paths&... paths) {
  return {{std::string(paths)...}};
}

// Matches a body that is equivalent to a golden file. If the settings request an update, writes the
// file and matches.
class MatchesGoldenMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;

  MatchesGoldenMatcher(std::string_view name, GoldenMask mask, Location location);
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  struct Golden;
  std::shared_ptr<const Golden> golden_;
};

// Matches the body against the file `golden/<name>` beside the test. Compares a file whose name
// ends in `.json` as JSON, any other file byte by byte. Stores masked fields and secrets as `***`.
// Fails if the file is missing; --traffic_update_golden=missing or =all writes it.
inline MatchesGoldenMatcher MatchesGolden(std::string_view name, const GoldenMask& mask = {},
                                          Location location = Location::current()) {
  return {name, mask, location};
}

}  // namespace traffic
