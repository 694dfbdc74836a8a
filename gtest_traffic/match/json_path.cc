// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/json/diff.h"
#include "gtest_traffic/json/measure.h"
#include "gtest_traffic/json/node_path.h"
#include "gtest_traffic/json/query.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kMaxLines = 10;
// The number of cached queries per thread. Only queries built at run time reach this limit.
constexpr std::size_t kMaxKept = 1000;
constexpr std::size_t kMaxShownDepth = 100;  // printing a value is recursive

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

using Compiled = std::shared_ptr<const Expected<JsonQuery>>;

Compiled compile(std::string_view path) {
  auto& known = per_thread(
      [] { return std::unordered_map<std::string, Compiled, TextHash, std::equal_to<>>(); });
  const auto found = known.find(path);
  if (found != known.end()) return found->second;
  if (known.size() >= kMaxKept) known.clear();
  auto made = std::make_shared<const Expected<JsonQuery>>(JsonQuery::parse(path));
  return known.emplace(path, std::move(made)).first->second;
}

std::string shown_node(const NodePath& path, const boost::json::value& node) {
  if (measure(node, kMaxShownDepth).deeper) {
    return fmt::format("{} nested more than {} deep", kind_name(node), kMaxShownDepth);
  }
  return shown(path.member, node);
}

}  // namespace

CompiledPath::CompiledPath(std::string_view path, Location where) : query_(compile(path)) {
  if (*query_) return;
  ADD_FAILURE_AT(where.file, where.line) << (quiet() ? "" : query_->error().message);
}

std::string CompiledPath::select(const boost::json::value& json, const Judge& judge) const {
  if (!*query_) return "nothing: the JSONPath is malformed, see the other failure";
  const Expected<JsonNodes> selected = (*query_)->select(json);
  if (!selected) return "no answer: " + selected.error().message;
  judge({selected->data(), selected->size()});
  return {};
}

void CompiledPath::describe(std::ostream& out) const {
  out << "JSON " << (*query_ ? (*query_)->text() : "(malformed path)") << ' ';
}

std::string_view CompiledPath::last_name() const {
  return *query_ ? (*query_)->last_name() : std::string_view();
}

void CompiledPath::explain(const boost::json::value& root, SelectedNodes nodes,
                           std::string_view note, Mismatch& mismatch) const {
  if (nodes.empty()) {
    mismatch.actual = fmt::format("no node: {}", (*query_)->explain_none(root));
    return;
  }
  mismatch.actual = fmt::format("{} node{}{}{}", nodes.size(), nodes.size() == 1 ? "" : "s",
                                note.empty() ? "" : ", ", note);
  const std::size_t lines = nodes.size() <= kMaxLines ? nodes.size() : kMaxLines - 1;
  for (std::size_t i = 0; i < lines; ++i) {
    const NodePath path = find_node_path(root, *nodes[i]);
    mismatch.details.push_back(fmt::format("{}: {}", path.text, shown_node(path, *nodes[i])));
  }
  if (lines < nodes.size()) {
    mismatch.details.push_back(fmt::format("and {} more nodes", nodes.size() - lines));
  }
}

void CompiledPath::locate(const boost::json::value& root, const boost::json::value& node,
                          Mismatch& mismatch) const {
  if (!(*query_)->is_singular()) {
    mismatch.details.push_back("at " + find_node_path(root, node).text);
  }
}

void PrintTo(const JsonNodesView& view, std::ostream* out) {
  if (!quiet()) *out << view.size() << " nodes";
}

}  // namespace traffic::detail
