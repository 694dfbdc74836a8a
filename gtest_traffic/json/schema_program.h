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

namespace traffic::detail {

// Lists the types of JSON values as bits. `number` is both `kIntegerType` and `kFractionType`.
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

// Holds the limits of a length.
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
  bool contains_evaluates = false;  // since 2020-12, for `unevaluatedItems`
  const SchemaNode* unevaluated = nullptr;
};

struct SchemaProperty {
  std::string_view name;
  const SchemaNode* schema = nullptr;  // null if it is only required
  bool required = false;
};

struct SchemaDependency {
  std::string_view name;
  std::vector<std::string_view> required;
  const SchemaNode* schema = nullptr;
};

struct SchemaObjectRule {
  SchemaBounds size;
  // In the order of the schema, which most instances have too.
  std::vector<SchemaProperty> properties;
  std::vector<std::uint32_t> sorted;  // indices sorted by name
  std::size_t required = 0;
  static constexpr std::size_t kMaxBits = 64;
  std::uint64_t required_bits = 0;  // bit i: property i is required
  std::vector<std::pair<Regex, const SchemaNode*>> patterns;
  const SchemaNode* additional = nullptr;
  const SchemaNode* names = nullptr;
  std::vector<SchemaDependency> dependencies;
  const SchemaNode* unevaluated = nullptr;
  bool visits_members = false;  // must visit each member

  // Finds a property, or returns null. Tries `next` first, because most instances keep the order of
  // the schema.
  const SchemaProperty* find(std::string_view name, std::size_t& next) const {
    if (next < properties.size() && properties[next].name == name) return &properties[next++];
    return search(name, next);
  }
  const SchemaProperty* search(std::string_view name, std::size_t& next) const;
};

// Selects an alternative by the value of a property (OpenAPI 3.0, section 4.7.25).
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
  const SchemaNode* dynamic_ref = nullptr;  // default target without an override
  std::string dynamic_anchor;
  std::optional<SchemaDiscriminator> discriminator;
};

struct SchemaEnumRule {
  std::string_view keyword;                   // `enum` or `const`
  const boost::json::value* given = nullptr;  // value in the schema
  std::vector<std::string_view> strings;      // sorted
  std::vector<const boost::json::value*> others;

  bool has(std::string_view text) const {
    return std::binary_search(strings.begin(), strings.end(), text);
  }
};

// Holds a compiled schema. Rules that the schema does not have are null.
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

// Holds compiled schemas with everything that they refer to.
struct SchemaStore {
  SchemaResources resources;
  std::deque<SchemaNode> nodes;
};

// Holds one compiled schema, and the store that it belongs to.
struct SchemaProgram {
  std::shared_ptr<const SchemaStore> store;
  const SchemaNode* root = nullptr;
  bool streams = false;  // can check a text while it is parsed
};

}  // namespace traffic::detail
