// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "gtest_traffic/schema.h"

namespace traffic::detail {

// Describes the subschemas of a keyword.
enum class SchemaHolds { kNone, kSchema, kSchemas, kMap };

// Returns the kind of subschemas of a keyword in a dialect. In older dialects, `kSchema` can also
// be a list. A value of `kMap` can also be a list of names (`dependencies`).
SchemaHolds schemas_in(std::string_view keyword, SchemaDialect dialect);

// Tells whether the keywords beside `$ref` are ignored.
inline bool ref_overrides_siblings(SchemaDialect dialect) {
  return dialect != SchemaDialect::kDraft202012;
}

}  // namespace traffic::detail
