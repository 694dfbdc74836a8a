// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/location.h"
#include "gtest_traffic/match/response_matcher.h"
#include "gtest_traffic/schema.h"

namespace traffic::detail {

// Matches a response whose body is JSON that a schema accepts. An invalid schema fails the check
// with the reason, even inside Not().
class SchemaMatcher : public ResponseMatcherBase {
 public:
  SchemaMatcher(Expected<Schema> schema, Location where);
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  void explain(const boost::json::value& body, std::ostream* out) const;
  Expected<Schema> schema_;
};

}  // namespace traffic::detail
