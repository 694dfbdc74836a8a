// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/monotonic_resource.hpp>

#include "gtest_traffic/json/schema_run.h"

namespace traffic::detail {
const SchemaProperty* SchemaObjectRule::search(std::string_view name, std::size_t& next) const {
  const auto found = std::lower_bound(
      sorted.begin(), sorted.end(), name,
      [&](std::uint32_t index, std::string_view key) { return properties[index].name < key; });
  if (found == sorted.end() || properties[*found].name != name) return nullptr;
  next = *found + 1;
  return &properties[*found];
}

bool SchemaRun::check_object(const SchemaNode& node, const Place& at, const Scope* scope,
                             Marks marks) {
  const SchemaObjectRule& rule = *node.object;
  const std::size_t size = at.value.get_object().size();
  bool ok = true;
  if (size < rule.size.min) {
    ok = false;
    if (report_failure(node, "minProperties", at,
                       [&] { return fmt::format("at least {} members", rule.size.min); }))
      return false;
  }
  if (size > rule.size.max) {
    ok = false;
    if (report_failure(node, "maxProperties", at,
                       [&] { return fmt::format("at most {} members", rule.size.max); }))
      return false;
  }
  if (rule.visits_members && !check_members(node, at, scope, marks)) ok = false;
  if (!ok && report_ == nullptr) return false;
  if (!rule.dependencies.empty() && !check_dependencies(node, at, scope, marks)) ok = false;
  return ok && !given_up_;
}

bool SchemaRun::check_members(const SchemaNode& node, const Place& at, const Scope* scope,
                              Marks marks) {
  const SchemaObjectRule& rule = *node.object;
  const boost::json::object& object = at.value.get_object();
  bool ok = true;
  const auto both = [&](bool fine) {
    ok = ok && fine;
    return ok || (report_ != nullptr && report_->size() < max_);
  };
  std::size_t next = 0;
  std::size_t index = 0;
  std::size_t required = 0;
  for (const auto& member : object) {
    const std::string_view name(member.key().data(), member.key().size());
    const Place place{member.value(), &at, name};
    bool declared = false;
    if (const SchemaProperty* property = rule.find(name, next)) {
      if (property->required) ++required;
      if (property->schema != nullptr) {
        declared = true;
        if (!both(apply(*property->schema, place, scope, kNoMarks))) return false;
      }
    }
    for (const auto& [pattern, schema] : rule.patterns) {
      if (!searches(pattern, name, node, place)) continue;
      declared = true;
      if (!both(apply(*schema, place, scope, kNoMarks))) return false;
    }
    if (!declared && rule.additional != nullptr) {
      declared = true;
      if (!both(apply(*rule.additional, place, scope, kNoMarks))) return false;
    }
    if (declared) mark(marks, index);
    ++index;
    if (rule.names != nullptr && !both(check_name(*rule.names, place, scope))) return false;
  }
  if (required == rule.required) return ok && !given_up_;
  for (const SchemaProperty& property : rule.properties) {
    if (!property.required || object.contains({property.name.data(), property.name.size()})) {
      continue;
    }
    ok = false;
    if (report_failure(node, "required", at,
                       [&] { return fmt::format("a member '{}'", property.name); })) {
      return false;
    }
  }
  return ok;
}

bool SchemaRun::check_name(const SchemaNode& schema, const Place& member, const Scope* scope) {
  unsigned char buffer[256];  // avoids an allocation for most names
  boost::json::monotonic_resource memory(buffer, sizeof buffer);
  const Json name(boost::json::string_view(member.key.data(), member.key.size()), &memory);
  return apply(schema, Place{name, member.outer, member.key}, scope, kNoMarks);
}

bool SchemaRun::check_dependencies(const SchemaNode& node, const Place& at, const Scope* scope,
                                   Marks marks) {
  const boost::json::object& object = at.value.get_object();
  bool ok = true;
  for (const SchemaDependency& dependency : node.object->dependencies) {
    if (!object.contains({dependency.name.data(), dependency.name.size()})) continue;
    if (dependency.schema != nullptr && !apply(*dependency.schema, at, scope, marks)) ok = false;
    for (const std::string_view name : dependency.required) {
      if (object.contains({name.data(), name.size()})) continue;
      ok = false;
      report_failure(node, "dependentRequired", at, [&] {
        return fmt::format("a member '{}' beside '{}'", name, dependency.name);
      });
    }
    if (!ok && report_ == nullptr) return false;
  }
  return ok;
}

}  // namespace traffic::detail
