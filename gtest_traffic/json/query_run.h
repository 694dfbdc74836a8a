// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/json/query.h"
#include "gtest_traffic/json/query_tree.h"

namespace traffic::detail::query {

// Evaluates one query over one document. Recursion depends on the nesting of the query, not on the
// depth of the document.
class Run {
 public:
  explicit Run(const boost::json::value& root) : root_(root) {}

  // Appends the nodes that the segments select, starting at `here`.
  void select(std::span<const Segment> segments, const boost::json::value& here, JsonNodes& out);

  // Returns the reason for an early stop, or an empty text.
  const std::string& error() const { return error_; }

 private:
  using Value = boost::json::value;

  void descend(const Segment& segment, const Value& node, JsonNodes& out);
  void apply(const Segment& segment, const Value& node, JsonNodes& out);
  void apply(const Slice& slice, const Value& node, JsonNodes& out);
  void apply(const Filter& filter, const Value& node, JsonNodes& out);

  bool holds(const Logical& logical, const Value& here);
  bool holds(const Test& test, const Value& here);
  bool holds(const Comparison& comparison, const Value& here);
  bool holds_match(const Call& call, const Value& here);

  // Returns the value, or null for Nothing (RFC 9535). A computed value is stored in `scratch`.
  const Value* value_of(const Operand& operand, const Value& here, Value& scratch);
  const Value* value_of(const Call& call, const Value& here, Value& scratch);
  const Value* node_at(const Path& path, const Value& here);
  const Value& start_of(const Path& path, const Value& here) const {
    return path.relative ? here : root_;
  }
  const IRegexp* pattern_of(const Call& call, const Value& text);

  bool equal(const Value* a, const Value* b);
  bool less(const Value* a, const Value* b) const;
  bool may_compare(const Value& value);

  // Counts the work done. Returns false after the limit is exceeded.
  bool count_visits(std::size_t visits);
  bool failed() const { return !error_.empty(); }

  const Value& root_;
  std::size_t visits_ = 0;
  std::string error_;
  std::string dynamic_text_;  // the last pattern that came from the document
  std::optional<IRegexp> dynamic_pattern_;
  bool has_dynamic_text_ = false;
};

}  // namespace traffic::detail::query
