// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <boost/json/value.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gtest_traffic/json/schema_program.h"

namespace traffic::detail {

// Compiles all schemas that can be reached from one schema into nodes of a store. Keeps the nodes
// to fill in a vector instead of recursion, so that large or deeply nested schemas need little
// stack. Collects all mistakes.
class SchemaCompiler {
 public:
  SchemaCompiler(SchemaStore& store, const SchemaOptions& options)
      : store_(store), options_(options) {}

  // Compiles a schema, or returns all mistakes in it and in the schemas that it refers to. The
  // result keeps `held`, which is the store.
  Expected<Schema> compile(const SchemaResources::Target& root,
                           std::shared_ptr<const SchemaStore> held);

 private:
  using Json = boost::json::value;

  // Holds the schema being compiled.
  struct Site {
    SchemaNode& node;
    const boost::json::object& json;
    SchemaResource& resource;
    bool has(SchemaVocabulary vocabulary) const {
      return (resource.vocabularies & vocabulary) != 0;
    }
    bool is(SchemaDialect dialect) const { return resource.dialect == dialect; }
    bool modern() const { return is(SchemaDialect::kDraft202012); }
    bool is_draft7_or_later() const { return modern() || is(SchemaDialect::kDraft7); }
    const Json* get(std::string_view keyword) const { return json.if_contains(keyword); }
  };

  const SchemaNode* node(const Json& schema, SchemaResource& resource, std::string where);
  void fill(SchemaNode& node);
  void fill_logic(const Site& site);
  void fill_choice(const Site& site);
  void fill_types(const Site& site);
  void fill_values(const Site& site);
  void fill_number(const Site& site);
  void fill_string(const Site& site);
  void fill_format(const Site& site);
  void fill_array(const Site& site);
  void fill_items(const Site& site, SchemaArrayRule& rule);
  void fill_object(const Site& site);
  void fill_required(const Site& site, SchemaObjectRule& rule);
  void fill_dependencies(const Site& site, SchemaObjectRule& rule);
  void fill_discriminator(const Site& site);
  void follow(const Site& site, std::string_view keyword, SchemaLogicRule& rule);

  // Each function reads one keyword and records a mistake if its value is invalid.
  const SchemaNode* child(const Site& site, std::string_view keyword);
  const SchemaNode* child_at(const Site& site, std::string_view keyword, std::string_view token,
                             const Json& schema);
  std::vector<const SchemaNode*> children(const Site& site, std::string_view keyword);
  const boost::json::object* map(const Site& site, std::string_view keyword);
  const Json* number(const Site& site, std::string_view keyword);
  bool flag(const Site& site, std::string_view keyword);
  void count(const Site& site, std::string_view keyword, std::uint64_t& bound, bool& found);
  std::vector<std::string_view> names(const Site& site, std::string_view keyword, const Json& list);
  std::optional<Regex> regex(const Site& site, std::string_view keyword, std::string_view pattern);

  void wrong(const Site& site, std::string_view keyword, std::string_view text) {
    errors_.emplace_back(&site.node, fmt::format("{}/{}: {}", site.node.where, keyword, text));
  }
  void unexpected(const Site& site, std::string_view keyword, std::string_view expected,
                  const Json& got);

  SchemaStore& store_;
  const SchemaOptions& options_;
  std::unordered_map<const Json*, SchemaNode*> known_;
  std::vector<SchemaNode*> left_;
  std::unordered_map<const SchemaNode*, SchemaResource*> resource_of_;
  std::vector<std::pair<const SchemaNode*, std::string>> errors_;  // with the node of each
};

}  // namespace traffic::detail
