// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_compiler.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "gtest_traffic/base/json_pointer.h"
#include "gtest_traffic/json/pretty.h"
#include "gtest_traffic/json/schema_keywords.h"
#include "gtest_traffic/json/schema_reach.h"
#include "gtest_traffic/json/schema_stream.h"
#include "gtest_traffic/json/text_view.h"

namespace traffic::detail {
namespace {

constexpr std::pair<std::string_view, std::uint8_t> kTypes[] = {
    {"null", kNullType},       {"boolean", kBooleanType},
    {"integer", kIntegerType}, {"number", kIntegerType | kFractionType},
    {"string", kStringType},   {"array", kArrayType},
    {"object", kObjectType}};

}  // namespace

Expected<Schema> SchemaCompiler::compile(const SchemaResources::Target& root,
                                         std::shared_ptr<const SchemaStore> held) {
  const SchemaNode* const compiled = node(*root.json, *root.resource, root.where);
  while (!left_.empty()) {
    SchemaNode* const next = left_.back();
    left_.pop_back();
    fill(*next);
  }
  for (std::string& error : store_.resources.take_errors()) {
    errors_.emplace_back(compiled, std::move(error));
  }
  const std::vector<const SchemaNode*> reached = reachable_schemas(*compiled);
  if (!errors_.empty()) {
    const std::unordered_set<const SchemaNode*> parts(reached.begin(), reached.end());
    std::string text;
    for (const auto& [node, error] : errors_) {
      if (parts.contains(node)) text += "\n    " + error;
    }
    if (!text.empty()) return Error{"the schema is invalid" + text};
  }
  return Schema(std::make_shared<const SchemaProgram>(
      SchemaProgram{std::move(held), compiled, can_stream(reached)}));
}

const SchemaNode* SchemaCompiler::node(const Json& schema, SchemaResource& resource,
                                       std::string where) {
  SchemaNode*& known = known_[&schema];
  if (known != nullptr) return known;
  SchemaNode& made = store_.nodes.emplace_back();
  known = &made;
  made.json = &schema;
  made.where = std::move(where);
  SchemaResource* const own = store_.resources.enter(schema, resource);
  made.resource = own;
  resource_of_[&made] = own;
  left_.push_back(&made);
  // Dynamic scope: any schema that enters this resource can reach its dynamic anchors.
  if (own->dynamic_anchors.empty()) {
    for (const std::string& name : own->dynamic_names) {
      own->dynamic_anchors.emplace_back(name, nullptr);
    }
    for (auto& [name, target] : own->dynamic_anchors) {
      const auto anchor = own->anchors.find(name);
      target = node(*anchor->second, *own, fmt::format("{}#{}", own->where, name));
    }
  }
  return &made;
}

void SchemaCompiler::fill(SchemaNode& node) {
  if (const bool* truth = node.json->if_bool()) {
    node.never = !*truth;
    return;
  }
  if (!node.json->is_object()) {
    errors_.emplace_back(
        &node, fmt::format("{}: expected a schema (an object or a boolean), got {}", node.where,
                           compact(*node.json, 60)));
    return;
  }
  const Site site{node, node.json->get_object(), *resource_of_[&node]};
  node.written_integers = site.is(SchemaDialect::kDraft4);
  fill_logic(site);
  if (ref_overrides_siblings(site.resource.dialect) && site.get("$ref") != nullptr) return;
  if (site.has(kValidationVocabulary)) {
    fill_types(site);
    fill_values(site);
    fill_number(site);
  }
  fill_string(site);
  fill_format(site);
  fill_array(site);
  fill_object(site);
}

void SchemaCompiler::fill_logic(const Site& site) {
  site.node.logic = std::make_unique<SchemaLogicRule>();
  SchemaLogicRule& made = *site.node.logic;
  follow(site, "$ref", made);
  const bool alone = ref_overrides_siblings(site.resource.dialect) && site.get("$ref") != nullptr;
  if (!alone) {
    if (site.modern()) follow(site, "$dynamicRef", made);
    if (site.has(kApplicatorVocabulary)) fill_choice(site);
  }
  const bool empty = made.refs.empty() && made.any.empty() && made.one.empty() &&
                     made.negated == nullptr && made.condition == nullptr &&
                     made.dynamic_ref == nullptr;
  if (empty) site.node.logic.reset();
}

void SchemaCompiler::fill_choice(const Site& site) {
  SchemaLogicRule& rule = *site.node.logic;
  for (const SchemaNode* each : children(site, "allOf")) rule.refs.push_back(each);
  rule.any = children(site, "anyOf");
  rule.one = children(site, "oneOf");
  rule.negated = child(site, "not");
  if (site.is_draft7_or_later() && site.get("if") != nullptr) {
    rule.condition = child(site, "if");
    rule.consequence = child(site, "then");
    rule.alternative = child(site, "else");
  }
  if (site.is(SchemaDialect::kOpenApi30)) fill_discriminator(site);
}

void SchemaCompiler::follow(const Site& site, std::string_view keyword, SchemaLogicRule& rule) {
  const Json* reference = site.get(keyword);
  if (reference == nullptr) return;
  if (!reference->is_string()) {
    return unexpected(site, keyword, "a URI reference", *reference);
  }
  const auto target = store_.resources.follow(site.resource, text_view(reference->get_string()));
  if (!target) return wrong(site, keyword, target.error().message);
  const SchemaNode* led = node(*target->json, *target->resource, target->where);
  if (keyword == "$dynamicRef" && !target->dynamic_anchor.empty()) {
    rule.dynamic_ref = led;
    rule.dynamic_anchor = target->dynamic_anchor;
  } else {
    rule.refs.push_back(led);
  }
}

void SchemaCompiler::fill_discriminator(const Site& site) {
  SchemaLogicRule& rule = *site.node.logic;
  const auto& alternatives = rule.one.empty() ? rule.any : rule.one;
  const boost::json::object* json = map(site, "discriminator");
  if (json == nullptr || alternatives.empty()) return;  // with `allOf`, it is only informative
  const Json* property = json->if_contains("propertyName");
  if (property == nullptr || !property->is_string()) {
    return wrong(site, "discriminator", "expected a 'propertyName' that is a string");
  }
  SchemaDiscriminator made;
  made.property = text_view(property->get_string());
  const Json* mapping = json->if_contains("mapping");
  if (mapping != nullptr && mapping->is_object()) {
    for (const auto& member : mapping->get_object()) {
      const auto* text = member.value().if_string();
      if (text == nullptr) {
        return unexpected(site, "discriminator", "schema names in 'mapping'", member.value());
      }
      std::string reference(text_view(*text));
      if (reference.find_first_of("/#.") == std::string::npos) {
        reference.insert(0, "#/components/schemas/");
      }
      const auto target = store_.resources.follow(site.resource, reference);
      if (!target) return wrong(site, "discriminator", target.error().message);
      made.mapping.emplace_back(member.key(),
                                node(*target->json, *target->resource, target->where));
    }
  }
  for (const SchemaNode* each : alternatives) {
    const auto* object = each->json->if_object();
    const Json* reference = object == nullptr ? nullptr : object->if_contains("$ref");
    if (reference == nullptr || !reference->is_string()) continue;
    const std::string_view path = text_view(reference->get_string());
    made.mapping.emplace_back(path.substr(path.rfind('/') + 1), each);
  }
  rule.discriminator = std::move(made);
}

void SchemaCompiler::fill_types(const Site& site) {
  const Json* given = site.get("type");
  const auto bits_of = [&](const Json& name) -> std::uint8_t {
    for (const auto& [known, bits] : kTypes) {
      if (name.is_string() && text_view(name.get_string()) == known) return bits;
    }
    unexpected(site, "type", "the name of a JSON type", name);
    return 0;
  };
  if (given == nullptr) return;
  site.node.types = 0;
  if (given->is_array() && !site.is(SchemaDialect::kOpenApi30)) {
    for (const Json& each : given->get_array()) site.node.types |= bits_of(each);
  } else {
    site.node.types = bits_of(*given);
  }
  if (site.is(SchemaDialect::kOpenApi30) && flag(site, "nullable")) site.node.types |= kNullType;
}

void SchemaCompiler::fill_values(const Site& site) {
  const auto add = [&](std::string_view keyword, const Json& given, const Json* begin,
                       const Json* end) {
    SchemaEnumRule rule{keyword, &given, {}, {}};
    for (const Json* each = begin; each != end; ++each) {
      if (const auto* text = each->if_string()) {
        rule.strings.push_back(text_view(*text));
      } else {
        rule.others.push_back(each);
      }
    }
    std::sort(rule.strings.begin(), rule.strings.end());
    site.node.values.push_back(std::move(rule));
  };
  if (const Json* list = site.get("enum")) {
    if (!list->is_array()) return unexpected(site, "enum", "an array", *list);
    const auto& values = list->get_array();
    add("enum", *list, values.data(), values.data() + values.size());
  }
  const Json* constant = site.is_draft7_or_later() ? site.get("const") : nullptr;
  if (constant != nullptr) add("const", *constant, constant, constant + 1);
}

const SchemaNode* SchemaCompiler::child_at(const Site& site, std::string_view keyword,
                                           std::string_view token, const Json& schema) {
  return node(
      schema, site.resource,
      fmt::format("{}/{}/{}", site.node.where, pointer_token(keyword), pointer_token(token)));
}

const SchemaNode* SchemaCompiler::child(const Site& site, std::string_view keyword) {
  const Json* schema = site.get(keyword);
  if (schema == nullptr) return nullptr;
  return node(*schema, site.resource, fmt::format("{}/{}", site.node.where, keyword));
}

std::vector<const SchemaNode*> SchemaCompiler::children(const Site& site,
                                                        std::string_view keyword) {
  std::vector<const SchemaNode*> made;
  const Json* list = site.get(keyword);
  if (list == nullptr) return made;
  if (!list->is_array() || list->get_array().empty()) {
    unexpected(site, keyword, "an array of schemas", *list);
    return made;
  }
  for (const Json& each : list->get_array()) {
    made.push_back(child_at(site, keyword, std::to_string(made.size()), each));
  }
  return made;
}

void SchemaCompiler::unexpected(const Site& site, std::string_view keyword,
                                std::string_view expected, const Json& got) {
  wrong(site, keyword, fmt::format("expected {}, got {}", expected, compact(got, 60)));
}

}  // namespace traffic::detail
