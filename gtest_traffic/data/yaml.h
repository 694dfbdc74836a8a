// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"

namespace traffic {

struct YamlEntry;

// A node of a YAML document, with its place. A value: aliases are copies.
struct YamlNode {
  enum class Kind { kNull, kScalar, kSequence, kMap };

  Kind kind = Kind::kNull;
  int line = 0;                    // from 1
  bool quoted = false;             // a scalar that is a text, whatever it looks like
  std::string text;                // of a scalar
  std::vector<YamlNode> items;     // of a sequence
  std::vector<YamlEntry> entries;  // of a map, in order

  // Returns the value of a map's key, or null.
  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  int line = 0;
  YamlNode value;
};

// Parses one YAML 1.2 document. Errors hold a line `source:line: …` for each mistake: syntax, keys
// that come twice or are no scalars, more than one document, nesting beyond 64 levels or 100,000
// nodes.
Expected<YamlNode> parse_yaml(const std::string& text, std::string_view source);

// Returns a node as JSON. Scalars without quotes are read by the core schema: null, true, false,
// numbers; `.inf` and `.nan` stay texts.
boost::json::value to_json(const YamlNode& node);

// Says what a node is, for messages: `a list`, `a map`, `nothing`, `a value`.
std::string_view kind_name(const YamlNode& node);

}  // namespace traffic
