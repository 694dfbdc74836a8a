// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/json/regex.h"
#include "gtest_traffic/json/schema_formats.h"
#include "gtest_traffic/json/schema_resources.h"

namespace traffic {

// The kinds of JSON values, as bits. `number` is both an integer and a fraction.
enum SchemaType : std::uint8_t {
  kNullType = 1,
  kBooleanType = 2,
  kIntegerType = 4,
  kFractionType = 8,
  kStringType = 16,
  kArrayType = 32,
  kObjectType = 64,
  kEveryType = 127
};

// Bounds a length.
struct SchemaBounds {
  std::uint64_t min = 0;
  std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
};

struct SchemaNumberRule {
  const boost::json::value* minimum = nullptr;
  const boost::json::value* maximum = nullptr;
  const boost::json::value* above = nullptr;
  const boost::json::value* below = nullptr;
  const boost::json::value* multiple_of = nullptr;
  const SchemaFormat* format = nullptr;
};

struct SchemaStringRule {
  SchemaBounds length;
  std::optional<Regex> pattern;
  const SchemaFormat* format = nullptr;
};

struct SchemaNode;

struct SchemaArrayRule {
  SchemaBounds size;
  bool unique = false;
  std::vector<const SchemaNode*> prefix;
  const SchemaNode* rest = nullptr;
  const SchemaNode* contains = nullptr;
  SchemaBounds contained{1};
  bool contains_evaluates = false;  // since 2020-12 `unevaluatedItems` knows of `contains`
  const SchemaNode* unevaluated = nullptr;
};

struct SchemaProperty {
  std::string_view name;
  const SchemaNode* schema = nullptr;  // null when it is only required
  bool required = false;
};

struct SchemaDependency {
  std::string_view name;
  std::vector<std::string_view> required;
  const SchemaNode* schema = nullptr;
};

struct SchemaObjectRule {
  SchemaBounds size;
  std::vector<SchemaProperty> properties;  // in the schema's order, which instances tend to share
  std::vector<std::uint32_t> sorted;       // the same by name
  std::size_t required = 0;
  static constexpr std::size_t kMaxBits = 64;
  std::uint64_t required_bits = 0;  // by place, of the first properties
  std::vector<std::pair<Regex, const SchemaNode*>> patterns;
  const SchemaNode* additional = nullptr;
  const SchemaNode* names = nullptr;
  std::vector<SchemaDependency> dependencies;
  const SchemaNode* unevaluated = nullptr;
  bool walks = false;  // has to look at each member

  // Finds a property, or null. Instances tend to keep the schema's order: the next one is tried
  // first.
  const SchemaProperty* find(std::string_view name, std::size_t& next) const {
    if (next < properties.size() && properties[next].name == name) return &properties[next++];
    return search(name, next);
  }
  const SchemaProperty* search(std::string_view name, std::size_t& next) const;
};

// Chooses an alternative by a property's value (OpenAPI 3.0 §4.7.25).
struct SchemaDiscriminator {
  std::string_view property;
  std::vector<std::pair<std::string, const SchemaNode*>> mapping;
};

struct SchemaLogicRule {
  std::vector<const SchemaNode*> refs;  // `$ref` and `allOf`
  std::vector<const SchemaNode*> any;
  std::vector<const SchemaNode*> one;
  const SchemaNode* negated = nullptr;
  const SchemaNode* condition = nullptr;
  const SchemaNode* consequence = nullptr;
  const SchemaNode* alternative = nullptr;
  const SchemaNode* dynamic_ref = nullptr;  // where it leads when nothing overrides it
  std::string dynamic_anchor;
  std::optional<SchemaDiscriminator> discriminator;
};

struct SchemaEnumRule {
  std::string_view keyword;                   // `enum` or `const`
  const boost::json::value* given = nullptr;  // as the schema has it
  std::vector<std::string_view> strings;      // sorted
  std::vector<const boost::json::value*> others;

  bool has(std::string_view text) const {
    return std::binary_search(strings.begin(), strings.end(), text);
  }
};

// One schema, compiled. What it does not say is null.
struct SchemaNode {
  const boost::json::value* json = nullptr;
  const SchemaResource* resource = nullptr;
  std::string where;
  bool never = false;             // the schema `false`
  bool written_integers = false;  // draft 4: 1.0 is not an integer
  std::uint8_t types = kEveryType;
  std::vector<SchemaEnumRule> values;
  std::unique_ptr<SchemaNumberRule> number;
  std::unique_ptr<SchemaStringRule> string;
  std::unique_ptr<SchemaArrayRule> array;
  std::unique_ptr<SchemaObjectRule> object;
  std::unique_ptr<SchemaLogicRule> logic;
};

// A compiled schema and all that it needs to live.
struct SchemaProgram {
  SchemaResources resources;
  std::deque<SchemaNode> nodes;
  const SchemaNode* root = nullptr;
  bool streams = false;  // a text can be checked while it is read
};

}  // namespace traffic
