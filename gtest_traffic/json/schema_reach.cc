// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_reach.h"

#include <unordered_set>

namespace traffic::detail {
namespace {

// Calls a function with each schema that a schema refers to, or with null.
template <class Visit>
void visit_logic(const SchemaLogicRule& rule, Visit visit) {
  for (const auto* list : {&rule.refs, &rule.any, &rule.one}) {
    for (const SchemaNode* each : *list) visit(each);
  }
  for (const SchemaNode* each :
       {rule.negated, rule.condition, rule.consequence, rule.alternative, rule.dynamic_ref}) {
    visit(each);
  }
  if (!rule.discriminator) return;
  for (const auto& [name, each] : rule.discriminator->mapping) visit(each);
}

template <class Visit>
void visit_parts(const SchemaNode& node, Visit visit) {
  if (node.logic) visit_logic(*node.logic, visit);
  if (node.array) {
    for (const SchemaNode* each : node.array->prefix) visit(each);
    for (const SchemaNode* each :
         {node.array->rest, node.array->contains, node.array->unevaluated}) {
      visit(each);
    }
  }
  if (node.object) {
    for (const SchemaProperty& each : node.object->properties) visit(each.schema);
    for (const auto& [pattern, each] : node.object->patterns) visit(each);
    for (const SchemaDependency& each : node.object->dependencies) visit(each.schema);
    for (const SchemaNode* each :
         {node.object->additional, node.object->names, node.object->unevaluated}) {
      visit(each);
    }
  }
  for (const auto& [name, each] : node.resource->dynamic_anchors) visit(each);
}

}  // namespace

std::vector<const SchemaNode*> reachable_schemas(const SchemaNode& root) {
  std::vector<const SchemaNode*> found{&root};
  std::unordered_set<const SchemaNode*> known{&root};
  for (std::size_t i = 0; i < found.size(); ++i) {
    visit_parts(*found[i], [&](const SchemaNode* each) {
      if (each != nullptr && known.insert(each).second) found.push_back(each);
    });
  }
  return found;
}

}  // namespace traffic::detail
