// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gtest_traffic/error.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/location.h"
#include "gtest_traffic/match/json.h"
#include "gtest_traffic/match/json_nodes.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

class JsonQuery;

// The nodes that a query selects, in the query's order. The document owns the values.
using SelectedNodes = JsonNodesView::Nodes;

// Holds the query of a matcher. Each thread compiles each text once. A malformed query adds a
// failure at `where` and selects nothing.
class CompiledPath {
 public:
  CompiledPath(std::string_view path, Location where);

  // Calls `judge` for the nodes that the query selects from a value. Returns the reason if the
  // query cannot be evaluated.
  using Judge = std::function<void(SelectedNodes nodes)>;
  std::string select(const boost::json::value& json, const Judge& judge) const;

  // Writes `JSON $.items[*] `.
  void describe(std::ostream& out) const;
  std::string_view last_name() const;

  // Adds `3 nodes`, then `note`, then at most ten of the nodes with their paths. Adds the reason if
  // there is no node.
  void explain(const boost::json::value& root, SelectedNodes nodes, std::string_view note,
               Mismatch& mismatch) const;
  // Adds the location of the only node, unless the path already identifies it.
  void locate(const boost::json::value& root, const boost::json::value& node,
              Mismatch& mismatch) const;

 private:
  std::shared_ptr<const Expected<JsonQuery>> query_;
};

// Expects nodes that a GoogleMock matcher on a container accepts. The elements are JsonViews.
template <class M>
class MatchedNodes {
 public:
  explicit MatchedNodes(M matcher) : matcher_(std::move(matcher)) {
    static_assert(std::is_convertible_v<M, testing::Matcher<const JsonNodesView&>>,
                  "JsonPath takes a matcher on a container, such as Each(Gt(3)), SizeIs(2) or "
                  "ElementsAre(1, 2); JsonPathIs takes the value of the only node");
  }
  bool matches(SelectedNodes nodes) const { return apply(nodes, nullptr).matched; }
  void describe(const CompiledPath&, std::ostream* out, bool negated) const {
    *out << "that ";
    const auto matcher = nodes_matcher();
    negated ? matcher.DescribeNegationTo(out) : matcher.DescribeTo(out);
  }
  void explain(const CompiledPath& path, const boost::json::value& root, SelectedNodes nodes,
               Mismatch& mismatch) const {
    testing::StringMatchResultListener inner;
    const bool misused = apply(nodes, &inner).misused;
    path.explain(root, nodes,
                 misused ? "but the matcher does not apply to one of them" : redacted(inner.str()),
                 mismatch);
  }

 private:
  struct Outcome {
    bool matched = false;
    bool misused = false;
  };
  testing::Matcher<const JsonNodesView&> nodes_matcher() const { return matcher_; }
  Outcome apply(SelectedNodes nodes, testing::MatchResultListener* listener) const {
    Outcome outcome;
    const JsonNodesView view(nodes, outcome.misused);
    const auto matcher = nodes_matcher();
    outcome.matched =
        listener == nullptr ? matcher.Matches(view) : matcher.MatchAndExplain(view, listener);
    if (outcome.misused) outcome.matched = false;
    return outcome;
  }
  M matcher_;
};

// Expects exactly one node, which meets an expectation of JsonAt.
template <class Expected>
class OnlyNode {
 public:
  explicit OnlyNode(Expected expected) : expected_(std::move(expected)) {}
  bool matches(SelectedNodes nodes) const {
    return nodes.size() == 1 && expected_.matches(*nodes.front());
  }
  void describe(const CompiledPath& path, std::ostream* out, bool negated) const {
    expected_.describe(path.last_name(), out, negated);
  }
  void explain(const CompiledPath& path, const boost::json::value& root, SelectedNodes nodes,
               Mismatch& mismatch) const {
    if (nodes.size() != 1) {
      return path.explain(root, nodes, nodes.empty() ? "" : "not one", mismatch);
    }
    expected_.explain(path.last_name(), *nodes.front(), mismatch);
    path.locate(root, *nodes.front(), mismatch);
  }

 private:
  Expected expected_;
};

// Expects no node.
struct NoNode {
  bool matches(SelectedNodes nodes) const { return nodes.empty(); }
  void describe(const CompiledPath&, std::ostream* out, bool negated) const {
    *out << (negated ? "to select a node" : "to select no node");
  }
  void explain(const CompiledPath& path, const boost::json::value& root, SelectedNodes nodes,
               Mismatch& mismatch) const {
    path.explain(root, nodes, "", mismatch);
  }
};

// Matches a response or a JSON value by the nodes that a JSONPath query selects.
template <class Expected>
class JsonPathMatcher : public ResponseMatcherBase<JsonPathMatcher<Expected>> {
 public:
  using ResponseMatcherBase<JsonPathMatcher<Expected>>::MatchAndExplain;

  JsonPathMatcher(CompiledPath path, Expected expected)
      : path_(std::move(path)), expected_(std::move(expected)) {}
  bool matches(const Response& response) const {
    const boost::json::value* json = response.json();
    return json != nullptr && matches_json(*json);
  }
  void describe(std::ostream& out, bool negated) const {
    path_.describe(out);
    expected_.describe(path_, &out, negated);
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    const boost::json::value* json = response.json();
    if (json == nullptr) {
      mismatch.actual = not_json_text(response);
    } else {
      explain_json(*json, mismatch);
    }
  }

  bool MatchAndExplain(const boost::json::value& json, std::ostream* out) const {
    if (out != nullptr && !quiet()) {
      Mismatch mismatch;
      explain_json(json, mismatch);
      write_mismatch(mismatch, *out);
    }
    return matches_json(json);
  }

 private:
  bool matches_json(const boost::json::value& json) const {
    bool matched = false;
    path_.select(json, [&](SelectedNodes nodes) { matched = expected_.matches(nodes); });
    return matched;
  }
  void explain_json(const boost::json::value& json, Mismatch& mismatch) const {
    std::string error = path_.select(
        json, [&](SelectedNodes nodes) { expected_.explain(path_, json, nodes, mismatch); });
    if (!error.empty()) mismatch.actual = std::move(error);
  }
  CompiledPath path_;
  Expected expected_;
};

}  // namespace traffic::detail
