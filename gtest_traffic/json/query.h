// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/container/small_vector.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace traffic {

namespace query {
struct Query;
}

// Holds what a query selects, in its order; the values belong to the document.
using JsonNodes = boost::container::small_vector<const boost::json::value*, 16>;

// Holds a compiled JSONPath query (RFC 9535). Cheap to copy; threads may share it.
class JsonQuery {
 public:
  // Bounds that keep any query within a fiber's stack, and any run within about a second.
  static constexpr std::size_t kMaxNesting = 32;         // filters, parentheses and functions
  static constexpr std::size_t kMaxComparedDepth = 100;  // of arrays and objects that == compares
  static constexpr std::size_t kMaxVisits = 10'000'000;  // nodes looked at in one run

  // Compiles a query. The error says where, what was expected, and points at the place. A pattern
  // of match() or search() that is written in the query and is no I-Regexp is refused too, where
  // the RFC would have it match nothing.
  static Expected<JsonQuery> parse(std::string_view text);

  // Returns the nodes, or an error when a bound is exceeded.
  Expected<JsonNodes> select(const boost::json::value& root) const;

  // Says which part of the query left no node: `'$.items' selects 1 node, '[?@.a]' none from it`.
  std::string explain_none(const boost::json::value& root) const;

  std::string_view text() const;

  // Tells whether the query selects one node at most whatever the document: `$.a['b'][0]`.
  bool is_singular() const;

  // Returns the last member name that the query asks for, or an empty view.
  std::string_view last_name() const;

 private:
  explicit JsonQuery(std::shared_ptr<const query::Query> query);
  std::shared_ptr<const query::Query> query_;
};

}  // namespace traffic
