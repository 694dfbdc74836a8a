// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/node_path.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace traffic::detail {
namespace {

void append_name(std::string& out, std::string_view name) {
  static constexpr std::string_view kEscaped = "'\\\b\f\n\r\t";
  static constexpr std::string_view kLetters = "'\\bfnrt";
  out += "['";
  for (const char c : name) {
    const std::size_t escape = kEscaped.find(c);
    if (escape != std::string_view::npos) {
      out += '\\';
      out += kLetters[escape];
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  out += "']";
}

struct Step {
  const boost::json::value* container;
  std::size_t next;  // the index of the next child to visit
};

NodePath describe(const std::vector<Step>& steps) {
  NodePath out{"$", ""};
  for (const Step& step : steps) {
    const std::size_t child = step.next - 1;
    if (const auto* object = step.container->if_object()) {
      out.member = (object->begin() + child)->key();
      append_name(out.text, out.member);
    } else {
      out.text += fmt::format("[{}]", child);
    }
  }
  return out;
}

}  // namespace

NodePath find_node_path(const boost::json::value& root, const boost::json::value& node) {
  std::vector<Step> steps;
  if (&root == &node) return describe(steps);
  if (root.is_structured()) steps.push_back({&root, 0});
  while (!steps.empty()) {
    Step& step = steps.back();
    const auto* array = step.container->if_array();
    const std::size_t size = array != nullptr ? array->size() : step.container->get_object().size();
    if (step.next == size) {
      steps.pop_back();
      continue;
    }
    const boost::json::value& child =
        array != nullptr ? array->data()[step.next]
                         : (step.container->get_object().begin() + step.next)->value();
    ++step.next;
    if (&child == &node) return describe(steps);
    if (child.is_structured()) steps.push_back({&child, 0});
  }
  return {};
}

}  // namespace traffic::detail
