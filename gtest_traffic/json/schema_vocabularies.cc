// SPDX-License-Identifier: Apache-2.0
// Finds the dialect and the vocabularies of a schema from its `$schema`.
#include <fmt/format.h>

#include <optional>

#include "gtest_traffic/json/schema_resources.h"
#include "gtest_traffic/json/schema_uri.h"
#include "gtest_traffic/json/text_view.h"

namespace traffic::detail {
namespace {

std::optional<SchemaDialect> dialect_of(std::string_view metaschema) {
  if (metaschema == "http://json-schema.org/draft-04/schema") return SchemaDialect::kDraft4;
  if (metaschema == "http://json-schema.org/draft-07/schema") return SchemaDialect::kDraft7;
  if (metaschema == "https://json-schema.org/draft/2020-12/schema" ||
      metaschema == "https://spec.openapis.org/oas/3.1/dialect/base") {
    return SchemaDialect::kDraft202012;
  }
  return std::nullopt;
}

}  // namespace

void SchemaResources::choose_dialect(SchemaResource& resource) {
  const auto* object = resource.root->if_object();
  const auto* named = object == nullptr ? nullptr : object->if_contains("$schema");
  if (named == nullptr || !named->is_string()) return;
  const std::string_view uri = split_fragment(text_view(named->get_string())).first;
  if (const auto dialect = dialect_of(uri)) {
    resource.dialect = *dialect;
    resource.vocabularies = kUsualVocabularies;
  } else {
    use_vocabularies(resource, uri);
  }
}

// Applies the `$vocabulary` of a user-defined meta-schema (2020-12 core, section 8.1.2).
void SchemaResources::use_vocabularies(SchemaResource& resource, std::string_view metaschema) {
  const auto document = documents_.find(metaschema);
  const auto* object = document == nullptr ? nullptr : document->if_object();
  const auto* used = object == nullptr ? nullptr : object->if_contains("$vocabulary");
  if (used == nullptr || !used->is_object()) {
    errors_.push_back(
        fmt::format("unknown $schema '{}': expected draft 4, draft 7, 2020-12, or a document of "
                    "SchemaOptions::documents with a $vocabulary",
                    metaschema));
    return;
  }
  constexpr std::string_view kPrefix = "https://json-schema.org/draft/2020-12/vocab/";
  resource.dialect = SchemaDialect::kDraft202012;
  resource.vocabularies = 0;
  for (const auto& member : used->get_object()) {
    const std::string_view uri(member.key().data(), member.key().size());
    const std::string_view name =
        uri.starts_with(kPrefix) ? uri.substr(kPrefix.size()) : std::string_view();
    if (name == "applicator") {
      resource.vocabularies |= kApplicatorVocabulary;
    } else if (name == "unevaluated") {
      resource.vocabularies |= kUnevaluatedVocabulary;
    } else if (name == "validation") {
      resource.vocabularies |= kValidationVocabulary;
    } else if (name == "format-assertion") {
      resource.vocabularies |= kFormatAssertionVocabulary;
    } else if (name != "core" && name != "format-annotation" && name != "content" &&
               name != "meta-data" && member.value() != boost::json::value(false)) {
      errors_.push_back(
          fmt::format("$schema '{}' requires the unknown vocabulary '{}'", metaschema, uri));
    }
  }
}

}  // namespace traffic::detail
