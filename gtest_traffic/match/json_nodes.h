// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iterator>
#include <span>

#include "gtest_traffic/match/json_view.h"

namespace traffic::detail {

// Presents the nodes of a JSONPath query to GoogleMock's matchers as a container of JsonView. Keeps
// views of the nodes and of the flag that records misuse.
class JsonNodesView {
 public:
  using Nodes = std::span<const boost::json::value* const>;

  JsonNodesView(Nodes nodes, bool& misused) : nodes_(nodes), misused_(&misused) {}

  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = JsonView;
    using difference_type = std::ptrdiff_t;
    using pointer = const JsonView*;
    using reference = JsonView;

    iterator() = default;
    iterator(const boost::json::value* const* node, bool* misused)
        : node_(node), misused_(misused) {}
    JsonView operator*() const { return {**node_, *misused_}; }
    iterator& operator++() {
      ++node_;
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      ++node_;
      return before;
    }
    bool operator==(const iterator& other) const { return node_ == other.node_; }

   private:
    const boost::json::value* const* node_ = nullptr;
    bool* misused_ = nullptr;
  };
  using const_iterator = iterator;
  using value_type = JsonView;
  using const_reference = JsonView;
  using size_type = std::size_t;

  iterator begin() const { return {nodes_.data(), misused_}; }
  iterator end() const { return {nodes_.data() + nodes_.size(), misused_}; }
  std::size_t size() const { return nodes_.size(); }
  bool empty() const { return nodes_.empty(); }

 private:
  Nodes nodes_;
  bool* misused_;
};

void PrintTo(const JsonNodesView& view, std::ostream* out);

}  // namespace traffic::detail
