// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gtest_traffic/json/i_regexp.h"

// Defines the syntax tree of a JSONPath query. The names are those of RFC 9535, section 2.
namespace traffic::detail::query {

struct Logical;
struct Call;

struct Name {
  std::string text;
};
struct Wildcard {};
struct Index {
  std::int64_t value = 0;  // negative: counts from the end
};
struct Slice {
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
  std::int64_t step = 1;
};
struct Filter {
  std::shared_ptr<const Logical> condition;
};
using Selector = std::variant<Name, Wildcard, Index, Slice, Filter>;

struct Segment {
  bool descendant = false;
  std::vector<Selector> selectors;
  std::size_t begin = 0;  // position in the text of the query
  std::size_t end = 0;
};

struct Path {
  bool relative = false;  // starts at @, not at $
  bool singular = true;   // selects at most one node
  std::vector<Segment> segments;
};

// Holds a value, a query, or a function call.
using Operand = std::variant<boost::json::value, Path, std::shared_ptr<const Call>>;

enum class Function { kLength, kCount, kMatch, kSearch, kValue };

struct Call {
  Function function = Function::kLength;
  std::vector<Operand> arguments;
  std::optional<IRegexp> pattern;  // of match and search, if it is a literal
};

enum class Operator { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

struct Comparison {
  Operator op = Operator::kEqual;
  Operand left;
  Operand right;
};
struct Any {
  std::vector<Logical> terms;
};
struct All {
  std::vector<Logical> terms;
};
struct Test {
  Operand subject;  // a query that selects a node, or a function that returns true
};

struct Logical {
  bool negated = false;
  std::variant<Test, Comparison, Any, All> what;
};

struct Query {
  std::string text;
  Path path;
};

}  // namespace traffic::detail::query
