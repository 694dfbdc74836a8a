// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/json/schema_set.h"
#include "gtest_traffic/schema.h"

namespace traffic::detail {

struct SchemaNode;

// Lists the vocabularies of 2020-12 that affect validation, as bits.
enum SchemaVocabulary : std::uint8_t {
  kApplicatorVocabulary = 1,
  kUnevaluatedVocabulary = 2,
  kValidationVocabulary = 4,
  kFormatAssertionVocabulary = 8,
  kUsualVocabularies = 7
};

// Describes a schema with its own URI: a document, or a subschema with an `$id`.
struct SchemaResource {
  std::string uri;  // absolute, without a fragment
  const boost::json::value* root = nullptr;
  SchemaDialect dialect = SchemaDialect::kDraft202012;
  std::uint8_t vocabularies = kUsualVocabularies;
  std::string where;  // its name in failures
  std::map<std::string, const boost::json::value*, std::less<>> anchors;
  std::vector<std::string> dynamic_names;
  std::vector<std::pair<std::string_view, const SchemaNode*>> dynamic_anchors;  // compiled
};

// Resolves the URIs, anchors and pointers of a schema. Reads documents on demand.
class SchemaResources {
 public:
  struct Target {
    const boost::json::value* json = nullptr;
    SchemaResource* resource = nullptr;
    std::string where;
    std::string dynamic_anchor;  // set if the target is a `$dynamicAnchor` of this name
  };

  // Reads the document that contains the schema, and returns the schema.
  Expected<Target> start(const std::shared_ptr<const boost::json::value>& document,
                         const SchemaOptions& options);

  // Reads documents with a function when a reference needs them.
  void load_with(SchemaLoader loader, SchemaDocuments documents);

  // Returns the schema at a JSON Pointer in the document with that URI.
  Expected<Target> open(const std::string& uri, std::string_view pointer, SchemaDialect dialect);

  // Resolves a reference found in a resource.
  Expected<Target> follow(const SchemaResource& from, std::string_view reference);

  // Reads the names in a schema and returns the resource that it belongs to.
  SchemaResource* enter(const boost::json::value& schema, SchemaResource& around);

  // Returns and removes the mistakes in names found so far.
  std::vector<std::string> take_errors() { return std::move(errors_); }

 private:
  SchemaResource* find(const std::string& uri, SchemaDialect dialect);
  SchemaResource* add(std::string uri, std::shared_ptr<const boost::json::value> document,
                      SchemaDialect dialect);
  SchemaResource& make(std::string uri, const boost::json::value& root, SchemaDialect dialect);
  void choose_dialect(SchemaResource& resource);
  void use_vocabularies(SchemaResource& resource, std::string_view metaschema);
  void scan(const boost::json::value& schema, SchemaResource& around);
  SchemaResource& identify(const boost::json::object& schema, const boost::json::value& json,
                           SchemaResource& around);
  Expected<Target> point(SchemaResource& resource, std::string_view pointer);

  SchemaDocuments documents_;
  SchemaLoader loader_;
  std::string load_error_;  // of the latest document
  std::vector<std::shared_ptr<const boost::json::value>> held_;
  std::deque<SchemaResource> resources_;
  std::map<std::string, SchemaResource*, std::less<>> by_uri_;
  std::unordered_map<const boost::json::value*, SchemaResource*> around_;
  std::vector<std::string> errors_;
};

}  // namespace traffic::detail
