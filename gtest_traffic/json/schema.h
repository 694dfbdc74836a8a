// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/json_forward.h"

namespace traffic {

struct SchemaProgram;

// The versions of JSON Schema, and the variant of OpenAPI 3.0. OpenAPI 3.1 uses draft 2020-12.
enum class SchemaDialect { kDraft202012, kDraft7, kDraft4, kOpenApi30 };

// What `format` does: says something about a value, or is checked.
enum class SchemaFormats { kAnnotate, kAssert };

// Holds the documents that schemas may refer to, by their absolute URI. Copies share the documents.
class SchemaDocuments {
 public:
  // Defined in one place, and not by each test file.
  SchemaDocuments();
  ~SchemaDocuments();
  SchemaDocuments(const SchemaDocuments&);
  SchemaDocuments(SchemaDocuments&&) noexcept;
  SchemaDocuments& operator=(const SchemaDocuments&);
  SchemaDocuments& operator=(SchemaDocuments&&) noexcept;

  SchemaDocuments& add(std::string uri, boost::json::value document);

  // Returns null for a URI that was not added.
  std::shared_ptr<const boost::json::value> find(std::string_view uri) const;

 private:
  std::map<std::string, std::shared_ptr<const boost::json::value>, std::less<>> documents_;
};

struct SchemaOptions {
  SchemaDialect dialect = SchemaDialect::kDraft202012;  // where no `$schema` says it
  SchemaFormats formats = SchemaFormats::kAnnotate;
  std::vector<std::string> ignored_formats = {};  // not checked; any other unknown one is an error
  SchemaDocuments documents = {};  // what `$ref` may lead to: nothing is ever fetched
  std::string at = {};             // JSON Pointer to the schema in the document
};

// Says where a value breaks a schema, and how.
struct SchemaFailure {
  std::string instance;  // JSON Pointer to the value
  std::string schema;    // `#/properties/price/minimum`, after its document's URI
  std::string expected;  // completes `expected …`
  std::string got;       // the value on one line, with its secrets hidden
};

// Checks values against a JSON Schema that was compiled once. Copies share it; threads may share
// one.
class Schema {
 public:
  // Compiles a schema, or returns everything that is wrong with it: keywords of the wrong type,
  // references to documents that were not given, vocabularies and formats that are not known.
  static Expected<Schema> compile(const boost::json::value& document, SchemaOptions options = {});
  // Compiles a schema of a document that is not copied: for many schemas of one large document.
  static Expected<Schema> compile(std::shared_ptr<const boost::json::value> document,
                                  SchemaOptions options = {});
  // Compiles a schema given as JSON text.
  static Expected<Schema> parse(std::string_view text, SchemaOptions options = {});

  // Tells whether the value is valid. Takes no memory once this thread has checked such a value,
  // and a bounded part of the stack: nested deeper than 128 schemas a value is not valid.
  bool accepts(const boost::json::value& instance) const;

  // Tells whether a text is JSON that is surely valid, without building the document where the
  // schema allows that: one without rules that look at a whole object or array, as `uniqueItems`
  // and `anyOf` do. False may mean that only the document can tell. Takes no memory once this
  // thread has checked such a text.
  bool surely_accepts(std::string_view text) const;

  // Returns why the value is not valid: the first failures, none when it is valid.
  std::vector<SchemaFailure> failures(const boost::json::value& instance,
                                      std::size_t max_failures = 10) const;

  // Returns the schema's `title`, or nothing.
  std::string_view title() const;

  // Returns the same schema without a share in it, which spares threads a common counter; the
  // original must live longer.
  Schema view() const;

 private:
  explicit Schema(std::shared_ptr<const SchemaProgram> program) : program_(std::move(program)) {}
  std::shared_ptr<const SchemaProgram> program_;
};

}  // namespace traffic
