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

#include "gtest_traffic/error.h"
#include "gtest_traffic/http/json_forward.h"

namespace traffic {

namespace detail {
class SchemaCompiler;
struct SchemaProgram;
}  // namespace detail

// Lists the versions of JSON Schema, and the variant of OpenAPI 3.0. OpenAPI 3.1 uses draft
// 2020-12.
enum class SchemaDialect { kDraft202012, kDraft7, kDraft4, kOpenApi30 };

// Selects whether `format` is only an annotation or is checked.
enum class SchemaFormats { kAnnotate, kAssert };

// Holds the documents that schemas may refer to, by absolute URI. Copies share the documents.
class SchemaDocuments {
 public:
  // Defined in the library, so that test files do not compile them again.
  SchemaDocuments();
  ~SchemaDocuments();
  SchemaDocuments(const SchemaDocuments&);
  SchemaDocuments(SchemaDocuments&&) noexcept;
  SchemaDocuments& operator=(const SchemaDocuments&);
  SchemaDocuments& operator=(SchemaDocuments&&) noexcept;

  SchemaDocuments& add(std::string uri, boost::json::value document);

  // Returns the document with that URI, or null.
  std::shared_ptr<const boost::json::value> find(std::string_view uri) const;

 private:
  std::map<std::string, std::shared_ptr<const boost::json::value>, std::less<>> documents_;
};

struct SchemaOptions {
  SchemaDialect dialect = SchemaDialect::kDraft202012;  // used if there is no `$schema`
  SchemaFormats formats = SchemaFormats::kAnnotate;
  std::vector<std::string> ignored_formats = {};  // not checked; other unknown formats are errors
  SchemaDocuments documents = {};                 // targets of `$ref`; nothing is downloaded
  std::string at = {};                            // JSON Pointer to the schema in the document
};

// Describes one failure: the value that does not match the schema, and the reason.
struct SchemaFailure {
  std::string instance = {};  // JSON Pointer to the value
  std::string schema = {};    // `#/properties/price/minimum`, after its document's URI
  std::string expected = {};  // completes `expected …`
  std::string got = {};       // the value on one line, with its secrets hidden
};

// Checks values against a compiled JSON Schema. Cheap to copy. Thread-safe.
class Schema {
 public:
  // Compiles a schema, or returns all mistakes in it: keywords of the wrong type, references to
  // documents that are not in the options, unknown vocabularies and unknown formats.
  static Expected<Schema> compile(const boost::json::value& document, SchemaOptions options = {});
  // Compiles a schema in a document that is shared, not copied. Use it for many schemas of one
  // large document.
  static Expected<Schema> compile(std::shared_ptr<const boost::json::value> document,
                                  SchemaOptions options = {});
  // Compiles a schema from JSON text.
  static Expected<Schema> parse(std::string_view text, SchemaOptions options = {});

  // Tells whether the value is valid. Allocates only when a thread first checks such a value. Uses
  // a bounded part of the stack: a value that needs more than 128 nested schemas is not valid.
  bool accepts(const boost::json::value& instance) const;

  // Tells whether a text is certainly valid JSON for this schema. If the result is false, only
  // `accepts` can decide. Does not build the document, unless the schema needs a whole object or
  // array, as for `uniqueItems` and `anyOf`. Allocates only when a thread first checks such a text.
  bool accepts_without_document(std::string_view text) const;

  // Returns the first failures, or an empty list if the value is valid.
  std::vector<SchemaFailure> failures(const boost::json::value& instance,
                                      std::size_t max_failures = 10) const;

  // Returns the `title` of the schema, or an empty view.
  std::string_view title() const;

  // Returns the same schema without shared ownership, so that threads do not share a counter. The
  // original must outlive the result.
  Schema view() const;

 private:
  friend class detail::SchemaCompiler;
  explicit Schema(std::shared_ptr<const detail::SchemaProgram> program)
      : program_(std::move(program)) {}
  std::shared_ptr<const detail::SchemaProgram> program_;
};

}  // namespace traffic
