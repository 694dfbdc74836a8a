// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/timing.h"

#include <ostream>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

bool RespondsWithinMatcher::MatchAndExplain(const Response& response, std::ostream* out) const {
  if (quiet()) out = nullptr;
  if (!has_response(response, out)) return false;
  const Duration total = response.timings().total;
  if (out != nullptr) *out << "got " << to_string(total);
  return total <= limit_;
}

void RespondsWithinMatcher::DescribeTo(std::ostream* out) const {
  if (!quiet()) *out << "a response within " << to_string(limit_);
}

void RespondsWithinMatcher::DescribeNegationTo(std::ostream* out) const {
  if (!quiet()) *out << "a response after more than " << to_string(limit_);
}

}  // namespace traffic::detail
