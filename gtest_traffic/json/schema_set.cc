// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_set.h"

#include <utility>

#include "gtest_traffic/json/schema_compiler.h"
#include "gtest_traffic/json/schema_program.h"

namespace traffic::detail {

SchemaSet::SchemaSet(SchemaLoader loader, SchemaOptions options)
    : options_(std::move(options)), store_(std::make_shared<SchemaStore>()) {
  store_->resources.load_with(std::move(loader), options_.documents);
  compiler_ = std::make_unique<SchemaCompiler>(*store_, options_);
}

SchemaSet::~SchemaSet() = default;

Expected<Schema> SchemaSet::compile(const std::string& uri, std::string_view pointer) {
  const auto target = store_->resources.open(uri, pointer, options_.dialect);
  if (!target) return target.error();
  return compiler_->compile(*target, store_);
}

}  // namespace traffic::detail
