// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/query_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace traffic::detail::query {
namespace {

const boost::json::value* item_at(const boost::json::value& node, std::int64_t index) {
  const auto* array = node.if_array();
  if (array == nullptr) return nullptr;
  const auto size = static_cast<std::int64_t>(array->size());
  if (index < 0) index += size;
  return index < 0 || index >= size ? nullptr : array->data() + index;
}

const boost::json::value* member_of(const boost::json::value& node, std::string_view name) {
  const auto* object = node.if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

std::size_t size_of(const boost::json::value& node) {
  if (const auto* array = node.if_array()) return array->size();
  if (const auto* object = node.if_object()) return object->size();
  return 0;
}

const boost::json::value& child_of(const boost::json::value& node, std::size_t i) {
  return node.is_array() ? node.get_array().data()[i] : (node.get_object().begin() + i)->value();
}

}  // namespace

bool Run::count_visits(std::size_t visits) {
  visits_ += visits;
  if (visits_ > JsonQuery::kMaxVisits && !failed()) {
    error_ = fmt::format(
        "the query visits more than {} nodes of this document: replace '..' and '*' "
        "by a more specific path",
        JsonQuery::kMaxVisits);
  }
  return !failed();
}

void Run::select(std::span<const Segment> segments, const Value& here, JsonNodes& out) {
  JsonNodes nodes{&here};
  JsonNodes next;
  for (const Segment& segment : segments) {
    next.clear();
    for (const Value* node : nodes) {
      if (failed()) return;
      segment.descendant ? descend(segment, *node, next) : apply(segment, *node, next);
    }
    nodes.swap(next);
  }
  out.insert(out.end(), nodes.begin(), nodes.end());
}

void Run::descend(const Segment& segment, const Value& node, JsonNodes& out) {
  JsonNodes waiting{&node};
  while (!waiting.empty() && !failed()) {
    const Value& visited = *waiting.back();
    waiting.pop_back();
    apply(segment, visited, out);
    const std::size_t size = size_of(visited);
    if (!count_visits(size)) return;
    for (std::size_t i = size; i > 0; --i) {
      const Value& child = child_of(visited, i - 1);
      if (child.is_structured()) waiting.push_back(&child);
    }
  }
}

void Run::apply(const Segment& segment, const Value& node, JsonNodes& out) {
  for (const Selector& selector : segment.selectors) {
    if (!count_visits(1)) return;
    if (const auto* name = std::get_if<Name>(&selector)) {
      if (const Value* found = member_of(node, name->text)) out.push_back(found);
    } else if (const auto* index = std::get_if<Index>(&selector)) {
      if (const Value* found = item_at(node, index->value)) out.push_back(found);
    } else if (const auto* slice = std::get_if<Slice>(&selector)) {
      apply(*slice, node, out);
    } else if (const auto* filter = std::get_if<Filter>(&selector)) {
      apply(*filter, node, out);
    } else {
      const std::size_t size = size_of(node);
      if (!count_visits(size)) return;
      for (std::size_t i = 0; i < size; ++i) out.push_back(&child_of(node, i));
    }
  }
}

// RFC 9535, section 2.3.4.2.2. Bounds are at most 2^53 and sizes are smaller, so nothing overflows.
void Run::apply(const Slice& slice, const Value& node, JsonNodes& out) {
  const auto* array = node.if_array();
  const std::int64_t step = slice.step;
  if (array == nullptr || step == 0) return;
  const auto size = static_cast<std::int64_t>(array->size());
  const auto bounded = [&](std::int64_t bound) {
    if (bound < 0) bound += size;
    return step > 0 ? std::clamp<std::int64_t>(bound, 0, size)
                    : std::clamp<std::int64_t>(bound, -1, size - 1);
  };
  const std::int64_t first = slice.start ? bounded(*slice.start) : (step > 0 ? 0 : size - 1);
  const std::int64_t last = slice.end ? bounded(*slice.end) : (step > 0 ? size : -1);
  for (std::int64_t i = first; step > 0 ? i < last : i > last; i += step) {
    if (!count_visits(1)) return;
    out.push_back(array->data() + i);
  }
}

void Run::apply(const Filter& filter, const Value& node, JsonNodes& out) {
  const std::size_t size = size_of(node);
  for (std::size_t i = 0; i < size && count_visits(1); ++i) {
    const Value& child = child_of(node, i);
    if (holds(*filter.condition, child)) out.push_back(&child);
  }
}

// Follows a singular query without a list of nodes.
const boost::json::value* Run::node_at(const Path& path, const Value& here) {
  const Value* node = &start_of(path, here);
  if (!count_visits(path.segments.size())) return nullptr;
  for (const Segment& segment : path.segments) {
    const Selector& selector = segment.selectors.front();
    const auto* name = std::get_if<Name>(&selector);
    node = name != nullptr ? member_of(*node, name->text)
                           : item_at(*node, std::get<Index>(selector).value);
    if (node == nullptr) break;
  }
  return node;
}

}  // namespace traffic::detail::query
