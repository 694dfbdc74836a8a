// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

struct YamlEntry;

// Holds a node of a YAML document, with its line. A value type; aliases are copies.
struct YamlNode {
  enum class Kind { kNull, kScalar, kSequence, kMap };

  Kind kind = Kind::kNull;
  int line = 0;                    // from 1
  bool quoted = false;             // a scalar that is always a text
  std::string text;                // of a scalar
  std::vector<YamlNode> items;     // of a sequence
  std::vector<YamlEntry> entries;  // of a map, in order

  // Returns the value of a key of a map, or null.
  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  int line = 0;
  YamlNode value;
};

// Parses one YAML document as `walk_yaml` does, up to 500,000 values. Errors contain one line
// `source:line: …` for each mistake.
Expected<YamlNode> parse_yaml(const std::string& text, std::string_view source);

// Converts a node to JSON. Unquoted scalars follow the core schema: null, true, false and numbers.
// `.inf` and `.nan` stay texts.
boost::json::value to_json(const YamlNode& node);

// Returns the type of a node for messages: `a list`, `a map`, `nothing`, `a value`.
std::string_view kind_name(const YamlNode& node);

}  // namespace traffic::detail
