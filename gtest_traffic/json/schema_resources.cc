// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <charconv>
#include <optional>

#include "gtest_traffic/json/schema_keywords.h"
#include "gtest_traffic/json/schema_metaschemas.h"
#include "gtest_traffic/json/schema_uri.h"
#include "gtest_traffic/json/text_view.h"

namespace traffic::detail {
namespace {

// The URI of a document without a URI. It never appears in messages.
constexpr std::string_view kNameless = "schema:///";

const boost::json::string* text_of(const boost::json::object& object, std::string_view key) {
  const boost::json::value* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_string();
}

}  // namespace

Expected<SchemaResources::Target> SchemaResources::start(
    const std::shared_ptr<const boost::json::value>& document, const SchemaOptions& options) {
  documents_ = options.documents;
  held_.push_back(document);
  SchemaResource& whole = make(std::string(kNameless), *document, options.dialect);
  const auto found = point(whole, options.at);
  if (!found) return Error{"there is no schema at '" + options.at + "'"};
  Target target = *found;
  target.resource = enter(*target.json, whole);
  return target;
}

void SchemaResources::load_with(SchemaLoader loader, SchemaDocuments documents) {
  loader_ = std::move(loader);
  documents_ = std::move(documents);
}

Expected<SchemaResources::Target> SchemaResources::open(const std::string& uri,
                                                        std::string_view pointer,
                                                        SchemaDialect dialect) {
  SchemaResource* const resource = find(uri, dialect);
  if (resource == nullptr) return Error{fmt::format("no document {}: {}", uri, load_error_)};
  Expected<Target> found = point(*resource, pointer);
  if (!found) {
    return Error{
        fmt::format("there is no schema at '{}' in {}: {}", pointer, uri, found.error().message)};
  }
  found->resource = enter(*found->json, *found->resource);
  return found;
}

Expected<SchemaResources::Target> SchemaResources::follow(const SchemaResource& from,
                                                          std::string_view reference) {
  const auto [address, raw_fragment] = split_fragment(reference);
  SchemaResource* resource = nullptr;
  const auto uri = address.empty() ? from.uri : resolve_uri(from.uri, address);
  if (!uri) return Error{fmt::format("'{}' is not a URI reference", reference)};
  resource = find(*uri, from.dialect);
  if (resource == nullptr && loader_) {
    return Error{fmt::format("cannot resolve '{}': {}", reference, load_error_)};
  }
  if (resource == nullptr) {
    const bool nameless = uri->starts_with(kNameless);
    return Error{
        fmt::format("'{}' refers to an unknown document{}: add it to SchemaOptions::documents, "
                    "because nothing is downloaded",
                    reference, nameless || *uri == address ? "" : " (" + *uri + ")")};
  }
  const std::string fragment = percent_decoded(raw_fragment);
  if (fragment.empty() || fragment.front() == '/') {
    Expected<Target> found = point(*resource, fragment);
    if (!found) {
      return Error{fmt::format("cannot resolve '{}': {}", reference, found.error().message)};
    }
    found->resource = enter(*found->json, *found->resource);
    return found;
  }
  const auto anchor = resource->anchors.find(fragment);
  if (anchor == resource->anchors.end()) {
    return Error{fmt::format("cannot resolve '{}': there is no anchor '{}'", reference, fragment)};
  }
  Target target{anchor->second,
                enter(*anchor->second, *resource),
                fmt::format("{}#{}", resource->where, fragment),
                {}};
  const auto& dynamic = resource->dynamic_names;
  if (std::find(dynamic.begin(), dynamic.end(), fragment) != dynamic.end()) {
    target.dynamic_anchor = fragment;
  }
  return target;
}

SchemaResource* SchemaResources::enter(const boost::json::value& schema, SchemaResource& around) {
  const auto known = around_.find(&schema);
  if (known != around_.end() && known->second != nullptr) return known->second;
  scan(schema, around);
  return around_[&schema];
}

// Follows a JSON Pointer (RFC 6901). The target records each inner resource that the pointer
// enters.
Expected<SchemaResources::Target> SchemaResources::point(SchemaResource& resource,
                                                         std::string_view pointer) {
  Target target{resource.root, &resource, resource.where + '#' + std::string(pointer), {}};
  const auto unescaped = [](std::string_view token) {
    std::string plain;
    for (std::size_t i = 0; i < token.size(); ++i) {
      const bool escape = token[i] == '~' && i + 1 < token.size();
      plain += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    return plain;
  };
  while (!pointer.empty()) {
    if (pointer.front() != '/') return Error{"a JSON Pointer must start with '/'"};
    pointer.remove_prefix(1);
    const std::string token = unescaped(pointer.substr(0, pointer.find('/')));
    pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
    const boost::json::value* next = nullptr;
    if (const auto* object = target.json->if_object()) {
      next = object->if_contains(token);
    } else if (const auto* array = target.json->if_array()) {
      std::size_t index = array->size();
      const char* const end = token.data() + token.size();
      if (std::from_chars(token.data(), end, index).ptr == end) next = array->if_contains(index);
    }
    if (next == nullptr) return Error{fmt::format("there is no '{}'", token)};
    target.json = next;
    const auto known = around_.find(next);
    if (known != around_.end() && known->second != nullptr) target.resource = known->second;
  }
  return target;
}

SchemaResource* SchemaResources::find(const std::string& uri, SchemaDialect dialect) {
  const auto known = by_uri_.find(uri);
  if (known != by_uri_.end()) return known->second;
  if (auto document = documents_.find(uri)) return add(uri, std::move(document), dialect);
  if (const std::string_view text = metaschema_text(uri); !text.empty()) {
    return add(uri,
               std::make_shared<const boost::json::value>(
                   boost::json::parse(boost::json::string_view(text.data(), text.size()))),
               dialect);
  }
  if (loader_) {
    auto loaded = loader_(uri);
    if (loaded) return add(uri, *std::move(loaded), dialect);
    load_error_ = loaded.error().message;
  }
  return nullptr;
}

SchemaResource* SchemaResources::add(std::string uri,
                                     std::shared_ptr<const boost::json::value> document,
                                     SchemaDialect dialect) {
  held_.push_back(std::move(document));
  const boost::json::value& root = *held_.back();
  SchemaResource& resource = make(std::move(uri), root, dialect);
  scan(root, resource);
  return around_[&root];
}

SchemaResource& SchemaResources::make(std::string uri, const boost::json::value& root,
                                      SchemaDialect dialect) {
  SchemaResource& resource = resources_.emplace_back();
  resource.uri = std::move(uri);
  resource.root = &root;
  resource.dialect = dialect;
  if (!resource.uri.starts_with(kNameless)) resource.where = resource.uri;
  by_uri_.emplace(resource.uri, &resource);
  return resource;
}

// Reads the names in a schema and in its subschemas, iteratively rather than recursively.
void SchemaResources::scan(const boost::json::value& schema, SchemaResource& around) {
  std::vector<std::pair<const boost::json::value*, SchemaResource*>> left{{&schema, &around}};
  const auto visit_all = [&](const auto& list, SchemaResource& resource) {
    for (const auto& each : list) left.emplace_back(&each, &resource);
  };
  while (!left.empty()) {
    const auto [json, outer] = left.back();
    left.pop_back();
    SchemaResource*& here = around_[json];
    if (here != nullptr) continue;
    here = outer;
    const boost::json::object* const object = json->if_object();
    if (object == nullptr) continue;
    SchemaResource& resource = identify(*object, *json, *outer);
    around_[json] = &resource;
    if (ref_overrides_siblings(resource.dialect) && object->contains("$ref") &&
        json != resource.root) {
      continue;
    }
    for (const auto& member : *object) {
      const SchemaHolds holds = schemas_in(member.key(), resource.dialect);
      const boost::json::value& value = member.value();
      if (holds == SchemaHolds::kMap && value.is_object()) {
        for (const auto& each : value.get_object()) left.emplace_back(&each.value(), &resource);
      } else if (holds != SchemaHolds::kNone && value.is_array()) {
        visit_all(value.get_array(), resource);
      } else if (holds == SchemaHolds::kSchema) {
        left.emplace_back(&value, &resource);
      }
    }
  }
}

// Records the names that a schema defines. Returns the resource that it is or belongs to.
SchemaResource& SchemaResources::identify(const boost::json::object& schema,
                                          const boost::json::value& json, SchemaResource& around) {
  SchemaResource* resource = &around;
  if (resource->root == &json) choose_dialect(*resource);
  if (resource->dialect == SchemaDialect::kOpenApi30) return *resource;
  const bool old = ref_overrides_siblings(resource->dialect);
  if (old && schema.contains("$ref")) return *resource;

  const auto* id = text_of(schema, resource->dialect == SchemaDialect::kDraft4 ? "id" : "$id");
  if (id != nullptr) {
    const auto [address, fragment] = split_fragment(text_view(*id));
    if (!address.empty()) {
      const auto uri = resolve_uri(resource->uri, address);
      if (!uri) {
        errors_.push_back(fmt::format("the id '{}' is not a URI", text_view(*id)));
      } else if (resource->root == &json) {
        resource->uri = *uri;
        by_uri_[*uri] = resource;
      } else {
        const std::uint8_t vocabularies = resource->vocabularies;
        resource = &make(*uri, json, resource->dialect);
        resource->vocabularies = vocabularies;
        choose_dialect(*resource);
      }
    }
    if (old && !fragment.empty()) resource->anchors.emplace(fragment, &json);
  }
  if (!old) {
    if (const auto* anchor = text_of(schema, "$anchor")) {
      resource->anchors.emplace(text_view(*anchor), &json);
    }
    if (const auto* anchor = text_of(schema, "$dynamicAnchor")) {
      resource->anchors.emplace(text_view(*anchor), &json);
      resource->dynamic_names.emplace_back(text_view(*anchor));
    }
  }
  return *resource;
}

}  // namespace traffic::detail
