// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "gtest_traffic/json/schema.h"

namespace traffic {

// Where a keyword holds further schemas.
enum class SchemaHolds { kNone, kSchema, kSchemas, kMap };

// Tells where a keyword of a dialect holds further schemas. `kSchema` may also be a list in older
// dialects, and values of `kMap` may be lists of names (`dependencies`).
SchemaHolds schemas_in(std::string_view keyword, SchemaDialect dialect);

// Tells whether `$ref` hides what stands beside it.
inline bool ref_stands_alone(SchemaDialect dialect) {
  return dialect != SchemaDialect::kDraft202012;
}

}  // namespace traffic
