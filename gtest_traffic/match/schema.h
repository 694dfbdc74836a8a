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
class SchemaMatcher : public ResponseMatcherBase<SchemaMatcher> {
 public:
  SchemaMatcher(Expected<Schema> schema, Location where);
  bool matches(const Response& response) const;
  void describe(std::ostream& out, bool negated) const;
  void explain(const Response& response, Mismatch& mismatch) const;

 private:
  Expected<Schema> schema_;
};

}  // namespace traffic::detail
