// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/base/location.h"
#include "gtest_traffic/json/schema.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Matches a response whose body is JSON that a schema accepts. An invalid schema fails the check
// with the reason, even inside Not().
class SchemaMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;

  SchemaMatcher(Expected<Schema> schema, Location where);
  bool MatchAndExplain(const Response& response, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  void explain(const boost::json::value& body, std::ostream* out) const;
  Expected<Schema> schema_;
};

// Matches the whole body against a JSON Schema. Keep the schema in a static variable, so that it is
// compiled once: `static const auto kOrder = Schema::parse(R"({…})");`. Keeps a view of a named
// schema and owns a temporary one.
SchemaMatcher MatchesSchema(const Schema& schema, Location where = Location::current());
SchemaMatcher MatchesSchema(Schema&& schema, Location where = Location::current());
SchemaMatcher MatchesSchema(const Expected<Schema>& schema, Location where = Location::current());
SchemaMatcher MatchesSchema(Expected<Schema>&& schema, Location where = Location::current());

// Compiles a schema from JSON text once for each distinct text and thread. Each later lookup still
// reads the whole text.
SchemaMatcher MatchesSchema(std::string_view text, Location where = Location::current());
inline SchemaMatcher MatchesSchema(const char* text, Location where = Location::current()) {
  return MatchesSchema(std::string_view(text), where);
}
inline SchemaMatcher MatchesSchema(const std::string& text, Location where = Location::current()) {
  return MatchesSchema(std::string_view(text), where);
}

// Compiles a schema from a JSON value in each call.
SchemaMatcher MatchesSchema(const boost::json::value& schema, Location where = Location::current());

}  // namespace traffic
