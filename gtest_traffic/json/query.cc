// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/query.h"

#include <fmt/format.h>

#include <utility>

#include "gtest_traffic/json/query_parser.h"
#include "gtest_traffic/json/query_run.h"

namespace traffic::detail {

JsonQuery::JsonQuery(std::shared_ptr<const query::Query> query) : query_(std::move(query)) {}

Expected<JsonQuery> JsonQuery::parse(std::string_view text) {
  Expected<query::Path> path = query::Parser(text).run();
  if (!path) return path.error();
  return JsonQuery(
      std::make_shared<const query::Query>(query::Query{std::string(text), std::move(*path)}));
}

Expected<JsonNodes> JsonQuery::select(const boost::json::value& root) const {
  query::Run run(root);
  JsonNodes nodes;
  run.select(query_->path.segments, root, nodes);
  if (!run.error().empty()) return Error{run.error()};
  return nodes;
}

std::string JsonQuery::explain_none(const boost::json::value& root) const {
  const std::string_view text = query_->text;
  const auto nodes_text = [](std::size_t count) {
    return fmt::format("{} node{}", count, count == 1 ? "" : "s");
  };
  JsonNodes nodes{&root};
  std::size_t end = 1;
  for (const query::Segment& segment : query_->path.segments) {
    JsonNodes next;
    query::Run run(root);
    for (const auto* node : nodes) run.select({&segment, 1}, *node, next);
    if (next.empty()) {
      return fmt::format("'{}' selects {}, '{}' selects nothing in {}", text.substr(0, end),
                         nodes_text(nodes.size()),
                         text.substr(segment.begin, segment.end - segment.begin),
                         nodes.size() == 1 ? "it" : "them");
    }
    nodes = std::move(next);
    end = segment.end;
  }
  return fmt::format("'{}' selects {}", text, nodes_text(nodes.size()));
}

std::string_view JsonQuery::text() const { return query_->text; }

bool JsonQuery::is_singular() const { return query_->path.singular; }

std::string_view JsonQuery::last_name() const {
  std::string_view last;
  for (const query::Segment& segment : query_->path.segments) {
    for (const query::Selector& selector : segment.selectors) {
      if (const auto* name = std::get_if<query::Name>(&selector)) last = name->text;
    }
  }
  return last;
}

}  // namespace traffic::detail
