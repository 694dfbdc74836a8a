// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/schema.h"

namespace traffic::detail {

class SchemaCompiler;
struct SchemaStore;

// Returns the document with an absolute URI, or why there is none.
using SchemaLoader =
    std::function<Expected<std::shared_ptr<const boost::json::value>>(std::string_view uri)>;

// Compiles many schemas of several documents. Each schema is compiled once, even if others refer to
// it, and a document is loaded when the first schema needs it. Not thread-safe, but threads may use
// the results while no schema is compiled. The results keep everything that they need.
class SchemaSet {
 public:
  // `options.at` is not used.
  explicit SchemaSet(SchemaLoader loader, SchemaOptions options = {});
  ~SchemaSet();
  SchemaSet(const SchemaSet&) = delete;
  SchemaSet& operator=(const SchemaSet&) = delete;

  // Compiles the schema at a JSON Pointer in a document. Returns all mistakes in it and in the
  // schemas that it refers to.
  Expected<Schema> compile(const std::string& uri, std::string_view pointer);

 private:
  SchemaOptions options_;
  std::shared_ptr<SchemaStore> store_;
  std::unique_ptr<SchemaCompiler> compiler_;
};

}  // namespace traffic::detail
