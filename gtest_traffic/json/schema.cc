// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/schema.h"

#include <fmt/format.h>

#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/json/schema_compiler.h"
#include "gtest_traffic/json/schema_program.h"
#include "gtest_traffic/json/schema_run.h"
#include "gtest_traffic/json/schema_stream.h"

namespace traffic {
using namespace detail;

SchemaDocuments::SchemaDocuments() = default;
SchemaDocuments::~SchemaDocuments() = default;
SchemaDocuments::SchemaDocuments(const SchemaDocuments&) = default;
SchemaDocuments::SchemaDocuments(SchemaDocuments&&) noexcept = default;
SchemaDocuments& SchemaDocuments::operator=(const SchemaDocuments&) = default;
SchemaDocuments& SchemaDocuments::operator=(SchemaDocuments&&) noexcept = default;

SchemaDocuments& SchemaDocuments::add(std::string uri, boost::json::value document) {
  documents_[std::move(uri)] = std::make_shared<const boost::json::value>(std::move(document));
  return *this;
}

std::shared_ptr<const boost::json::value> SchemaDocuments::find(std::string_view uri) const {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : found->second;
}

Expected<Schema> Schema::compile(const boost::json::value& document, SchemaOptions options) {
  return compile(std::make_shared<const boost::json::value>(document, boost::json::storage_ptr{}),
                 std::move(options));
}

Expected<Schema> Schema::compile(std::shared_ptr<const boost::json::value> document,
                                 SchemaOptions options) {
  auto store = std::make_shared<SchemaStore>();
  const auto root = store->resources.start(std::move(document), options);
  if (!root) return root.error();
  return SchemaCompiler(*store, options).compile(*root, store);
}

Expected<Schema> Schema::parse(std::string_view text, SchemaOptions options) {
  boost::json::parse_options deep;
  deep.max_depth = 100;  // the parser recurses
  boost::system::error_code error;
  boost::json::value document = parse_json(text, error, {}, deep);
  if (error) return Error{fmt::format("the schema is not JSON ({})", error.message())};
  return compile(std::make_shared<const boost::json::value>(std::move(document)),
                 std::move(options));
}

bool Schema::accepts(const boost::json::value& instance) const {
  return SchemaRun().run(*program_, instance);
}

bool Schema::accepts_without_document(std::string_view text) const {
  return program_->streams && stream_accepts(*program_, text);
}

std::vector<SchemaFailure> Schema::failures(const boost::json::value& instance,
                                            std::size_t max_failures) const {
  std::vector<SchemaFailure> found;
  SchemaRun(found, max_failures).run(*program_, instance);
  return found;
}

std::string_view Schema::title() const {
  const auto* object = program_->root->json->if_object();
  const auto* title = object == nullptr ? nullptr : object->if_contains("title");
  if (title == nullptr || !title->is_string()) return {};
  return {title->get_string().data(), title->get_string().size()};
}

Schema Schema::view() const { return Schema({std::shared_ptr<const void>(), program_.get()}); }

}  // namespace traffic
