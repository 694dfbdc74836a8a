// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <type_traits>
#include <utility>
#include <variant>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/data/yaml_scalar.h"
#include "gtest_traffic/data/yaml_walk.h"

namespace traffic::detail {
namespace {

// A node takes 136 bytes.
constexpr DocumentLimits kLimits{.values = 500'000};

// Builds the nodes of a document.
class NodeSink final : public YamlSink {
 public:
  void scalar(int line, const std::string& text, bool plain) override {
    YamlNode& node = add(line);
    if (plain && is_yaml_null(text)) return;
    node.kind = YamlNode::Kind::kScalar;
    node.text = text;
    node.quoted = !plain;
  }
  void begin_list(int line) override {
    YamlNode& node = add(line);
    node.kind = YamlNode::Kind::kSequence;
    open_.push_back(&node);
  }
  void end_list() override { open_.pop_back(); }
  void begin_map(int line) override {
    YamlNode& node = add(line);
    node.kind = YamlNode::Kind::kMap;
    open_.push_back(&node);
  }
  void key(int line, const std::string& text) override {
    open_.back()->entries.push_back({text, line, {}});
  }
  void end_map() override { open_.pop_back(); }

  YamlNode release() { return std::move(root_); }

 private:
  // Nodes that are open do not move, because only the last node of each list or map is open.
  YamlNode& add(int line) {
    YamlNode* node = &root_;
    if (!open_.empty()) {
      YamlNode& around = *open_.back();
      node = around.kind == YamlNode::Kind::kMap ? &around.entries.back().value
                                                 : &around.items.emplace_back();
    }
    node->line = line;
    return *node;
  }

  YamlNode root_;
  std::vector<YamlNode*> open_;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const YamlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Expected<YamlNode> parse_yaml(const std::string& text, std::string_view source) {
  Mistakes mistakes(source);
  NodeSink sink;
  walk_yaml(text, kLimits, sink, mistakes);
  if (!mistakes.empty()) return mistakes.error();
  return sink.release();
}

boost::json::value to_json(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return nullptr;
    case YamlNode::Kind::kScalar:
      if (node.quoted) return boost::json::string(node.text);
      return std::visit(
          [](const auto& value) -> boost::json::value {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>) {
              return boost::json::string(value.data(), value.size());
            } else {
              return value;
            }
          },
          yaml_scalar(node.text));
    case YamlNode::Kind::kSequence: {
      boost::json::array array;
      for (const YamlNode& item : node.items) array.push_back(to_json(item));
      return array;
    }
    case YamlNode::Kind::kMap: {
      boost::json::object object;
      for (const YamlEntry& entry : node.entries) object[entry.key] = to_json(entry.value);
      return object;
    }
  }
  return nullptr;
}

std::string_view kind_name(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kScalar:
      return "a value";
    case YamlNode::Kind::kSequence:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
    case YamlNode::Kind::kNull:
      break;
  }
  return "nothing";
}

}  // namespace traffic::detail
