// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/container/small_vector.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"

namespace traffic::detail {

namespace query {
struct Query;
}

// Holds the nodes that a query selects, in order. The values belong to the document.
using JsonNodes = boost::container::small_vector<const boost::json::value*, 16>;

// Holds a compiled JSONPath query (RFC 9535). Cheap to copy. Thread-safe.
class JsonQuery {
 public:
  // Limits that keep each query within the stack of a fiber, and each run within about a second.
  static constexpr std::size_t kMaxNesting = 32;         // filters, parentheses and functions
  static constexpr std::size_t kMaxComparedDepth = 100;  // of arrays and objects compared with ==
  static constexpr std::size_t kMaxVisits = 10'000'000;  // nodes visited in one run

  // Compiles a query. The error states the position and the expected text, and marks the place with
  // a caret. A literal pattern of match() or search() that is not an I-Regexp is also an error,
  // although the RFC lets it match nothing.
  static Expected<JsonQuery> parse(std::string_view text);

  // Returns the nodes, or an error if a limit is exceeded.
  Expected<JsonNodes> select(const boost::json::value& root) const;

  // Names the part of the query that selects no node:
  // `'$.items' selects 1 node, '[?@.a]' selects nothing in it`.
  std::string explain_none(const boost::json::value& root) const;

  std::string_view text() const;

  // Tells whether the query selects at most one node in any document: `$.a['b'][0]`.
  bool is_singular() const;

  // Returns the last member name of the query, or an empty view.
  std::string_view last_name() const;

 private:
  explicit JsonQuery(std::shared_ptr<const query::Query> query);
  std::shared_ptr<const query::Query> query_;
};

}  // namespace traffic::detail
