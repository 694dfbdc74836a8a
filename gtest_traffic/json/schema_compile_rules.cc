// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/json/schema_compiler.h"
#include "gtest_traffic/json/text_view.h"

namespace traffic::detail {
void SchemaCompiler::fill_number(const Site& site) {
  SchemaNumberRule rule;
  rule.minimum = number(site, "minimum");
  rule.maximum = number(site, "maximum");
  rule.multiple_of = number(site, "multipleOf");
  if (site.is_draft7_or_later()) {
    rule.above = number(site, "exclusiveMinimum");
    rule.below = number(site, "exclusiveMaximum");
  } else {
    if (flag(site, "exclusiveMinimum")) std::swap(rule.above, rule.minimum);
    if (flag(site, "exclusiveMaximum")) std::swap(rule.below, rule.maximum);
  }
  if (rule.multiple_of != nullptr && std::is_lteq(compare_numbers(*rule.multiple_of, Json(0)))) {
    unexpected(site, "multipleOf", "a number above 0", *rule.multiple_of);
    rule.multiple_of = nullptr;
  }
  if (rule.minimum != nullptr || rule.maximum != nullptr || rule.above != nullptr ||
      rule.below != nullptr || rule.multiple_of != nullptr) {
    site.node.number = std::make_unique<SchemaNumberRule>(rule);
  }
}

void SchemaCompiler::fill_string(const Site& site) {
  if (!site.has(kValidationVocabulary)) return;
  SchemaStringRule rule;
  bool found = false;
  count(site, "minLength", rule.length.min, found);
  count(site, "maxLength", rule.length.max, found);
  if (const Json* pattern = site.get("pattern")) {
    if (!pattern->is_string()) return unexpected(site, "pattern", "a string", *pattern);
    rule.pattern = regex(site, "pattern", text_view(pattern->get_string()));
    found = true;
  }
  if (found) site.node.string = std::make_unique<SchemaStringRule>(std::move(rule));
}

void SchemaCompiler::fill_format(const Site& site) {
  const Json* given = site.get("format");
  if (given == nullptr) return;
  if (!given->is_string()) return unexpected(site, "format", "a string", *given);
  if (options_.formats == SchemaFormats::kAnnotate && !site.has(kFormatAssertionVocabulary)) return;
  const std::string_view name = text_view(given->get_string());
  const auto& ignored = options_.ignored_formats;
  if (std::find(ignored.begin(), ignored.end(), name) != ignored.end()) return;
  const SchemaFormat* format = find_schema_format(name, site.resource.dialect);
  if (format == nullptr) {
    return wrong(site, "format",
                 fmt::format("unknown format '{}': to ignore it, add it to ignored_formats", name));
  }
  if (format->text != nullptr) {
    if (!site.node.string) site.node.string = std::make_unique<SchemaStringRule>();
    site.node.string->format = format;
  }
  if (format->number != nullptr) {
    if (!site.node.number) site.node.number = std::make_unique<SchemaNumberRule>();
    site.node.number->format = format;
  }
}

void SchemaCompiler::fill_array(const Site& site) {
  SchemaArrayRule rule;
  bool found = false;
  if (site.has(kValidationVocabulary)) {
    count(site, "minItems", rule.size.min, found);
    count(site, "maxItems", rule.size.max, found);
    rule.unique = flag(site, "uniqueItems");
  }
  if (site.has(kApplicatorVocabulary)) fill_items(site, rule);
  if (site.modern() && site.has(kUnevaluatedVocabulary)) {
    rule.unevaluated = child(site, "unevaluatedItems");
  }
  if (found || rule.unique || !rule.prefix.empty() || rule.rest != nullptr ||
      rule.contains != nullptr || rule.unevaluated != nullptr) {
    site.node.array = std::make_unique<SchemaArrayRule>(std::move(rule));
  }
}

void SchemaCompiler::fill_items(const Site& site, SchemaArrayRule& rule) {
  const Json* items = site.get("items");
  if (site.modern()) {
    rule.prefix = children(site, "prefixItems");
    rule.rest = child(site, "items");
  } else if (items != nullptr && items->is_array()) {
    if (site.is(SchemaDialect::kOpenApi30)) return unexpected(site, "items", "a schema", *items);
    for (const Json& each : items->get_array()) {
      rule.prefix.push_back(child_at(site, "items", std::to_string(rule.prefix.size()), each));
    }
    rule.rest = child(site, "additionalItems");
  } else {
    rule.rest = child(site, "items");
  }
  if (!site.is_draft7_or_later()) return;
  rule.contains = child(site, "contains");
  rule.contains_evaluates = site.modern();
  bool found = false;
  if (site.modern() && site.has(kValidationVocabulary)) {
    count(site, "minContains", rule.contained.min, found);
    count(site, "maxContains", rule.contained.max, found);
  }
}

void SchemaCompiler::fill_object(const Site& site) {
  SchemaObjectRule rule;
  bool found = false;
  if (site.has(kValidationVocabulary)) {
    count(site, "minProperties", rule.size.min, found);
    count(site, "maxProperties", rule.size.max, found);
  }
  if (site.has(kApplicatorVocabulary)) {
    if (const auto* properties = map(site, "properties")) {
      for (const auto& member : *properties) {
        const std::string_view name(member.key().data(), member.key().size());
        rule.properties.push_back({name, child_at(site, "properties", name, member.value())});
      }
    }
    const auto* patterns =
        site.is(SchemaDialect::kOpenApi30) ? nullptr : map(site, "patternProperties");
    for (std::size_t i = 0; patterns != nullptr && i < patterns->size(); ++i) {
      const auto& member = *(patterns->begin() + static_cast<std::ptrdiff_t>(i));
      const std::string_view pattern(member.key().data(), member.key().size());
      const SchemaNode* schema = child_at(site, "patternProperties", pattern, member.value());
      if (auto compiled = regex(site, "patternProperties", pattern)) {
        rule.patterns.emplace_back(std::move(*compiled), schema);
      }
    }
    rule.additional = child(site, "additionalProperties");
    if (site.is_draft7_or_later()) rule.names = child(site, "propertyNames");
  }
  fill_required(site, rule);
  fill_dependencies(site, rule);
  if (site.modern() && site.has(kUnevaluatedVocabulary)) {
    rule.unevaluated = child(site, "unevaluatedProperties");
  }
  rule.visits_members = !rule.properties.empty() || !rule.patterns.empty() ||
                        rule.additional != nullptr || rule.names != nullptr;
  if (found || rule.visits_members || !rule.dependencies.empty() || rule.unevaluated != nullptr) {
    rule.sorted.resize(rule.properties.size());
    std::iota(rule.sorted.begin(), rule.sorted.end(), 0U);
    std::sort(rule.sorted.begin(), rule.sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
      return rule.properties[a].name < rule.properties[b].name;
    });
    for (std::size_t i = 0; i < std::min(rule.properties.size(), SchemaObjectRule::kMaxBits); ++i) {
      if (rule.properties[i].required) rule.required_bits |= std::uint64_t{1} << i;
    }
    site.node.object = std::make_unique<SchemaObjectRule>(std::move(rule));
  }
}

void SchemaCompiler::fill_required(const Site& site, SchemaObjectRule& rule) {
  const Json* list = site.get("required");
  if (list == nullptr || !site.has(kValidationVocabulary)) return;
  for (const std::string_view name : names(site, "required", *list)) {
    auto& known = rule.properties;
    auto property = std::find_if(known.begin(), known.end(),
                                 [&](const SchemaProperty& each) { return each.name == name; });
    if (property == known.end()) property = known.insert(known.end(), {name});
    if (!std::exchange(property->required, true)) ++rule.required;
  }
}

void SchemaCompiler::fill_dependencies(const Site& site, SchemaObjectRule& rule) {
  for (const std::string_view keyword : {"dependencies", "dependentSchemas", "dependentRequired"}) {
    const bool old = keyword == "dependencies";
    if (site.is(SchemaDialect::kOpenApi30) || (!old && !site.modern())) continue;
    if (!site.has(keyword == "dependentRequired" ? kValidationVocabulary : kApplicatorVocabulary)) {
      continue;
    }
    const auto* members = map(site, keyword);
    if (members == nullptr) continue;
    for (const auto& member : *members) {
      SchemaDependency made;
      made.name = {member.key().data(), member.key().size()};
      if (keyword == "dependentRequired" || (old && member.value().is_array())) {
        made.required = names(site, keyword, member.value());
      } else {
        made.schema = child_at(site, keyword, made.name, member.value());
      }
      rule.dependencies.push_back(std::move(made));
    }
  }
}

const boost::json::object* SchemaCompiler::map(const Site& site, std::string_view keyword) {
  const Json* json = site.get(keyword);
  if (json == nullptr) return nullptr;
  if (!json->is_object()) unexpected(site, keyword, "an object", *json);
  return json->if_object();
}

const boost::json::value* SchemaCompiler::number(const Site& site, std::string_view keyword) {
  const Json* json = site.get(keyword);
  if (json == nullptr || json->is_number()) return json;
  unexpected(site, keyword, "a number", *json);
  return nullptr;
}

bool SchemaCompiler::flag(const Site& site, std::string_view keyword) {
  const Json* json = site.get(keyword);
  if (json == nullptr) return false;
  if (!json->is_bool()) unexpected(site, keyword, "true or false", *json);
  return json->is_bool() && json->get_bool();
}

void SchemaCompiler::count(const Site& site, std::string_view keyword, std::uint64_t& bound,
                           bool& found) {
  const Json* json = site.get(keyword);
  if (json == nullptr) return;
  boost::system::error_code error;
  const auto value = json->is_number() ? json->to_number<std::uint64_t>(error) : 0;
  if (!json->is_number() || error) return unexpected(site, keyword, "a whole number", *json);
  bound = value;
  found = true;
}

std::vector<std::string_view> SchemaCompiler::names(const Site& site, std::string_view keyword,
                                                    const Json& list) {
  std::vector<std::string_view> read;
  const auto* array = list.if_array();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    if (const auto* name = (*array)[i].if_string()) read.push_back(text_view(*name));
  }
  if (array == nullptr || read.size() != array->size()) {
    unexpected(site, keyword, "an array of names", list);
  }
  return read;
}

std::optional<Regex> SchemaCompiler::regex(const Site& site, std::string_view keyword,
                                           std::string_view pattern) {
  Expected<Regex> compiled = Regex::compile(pattern);
  if (compiled) return *compiled;
  wrong(site, keyword, compiled.error().message);
  return std::nullopt;
}

}  // namespace traffic::detail
