// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/timing.h"

#include <fmt/format.h>

#include <ostream>

#include "gtest_traffic/units.h"

namespace traffic::detail {

bool RespondsWithinMatcher::matches(const Response& response) const {
  return response.timings().total <= limit_;
}

void RespondsWithinMatcher::describe(std::ostream& out, bool negated) const {
  out << (negated ? "a response after more than " : "a response within ") << to_string(limit_);
}

// The summary omits the time, which differs in each failure.
void RespondsWithinMatcher::explain(const Response& response, Mismatch& mismatch) const {
  mismatch.actual = matches(response) ? "a faster one" : "a slower one";
  mismatch.details.push_back(fmt::format("took {}", to_string(response.timings().total)));
}

}  // namespace traffic::detail
