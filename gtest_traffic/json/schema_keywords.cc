// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_keywords.h"

namespace traffic::detail {
namespace {

constexpr unsigned bit(SchemaDialect dialect) { return 1U << static_cast<unsigned>(dialect); }
constexpr unsigned k2020 = bit(SchemaDialect::kDraft202012);
constexpr unsigned k7 = bit(SchemaDialect::kDraft7);
constexpr unsigned k4 = bit(SchemaDialect::kDraft4);
constexpr unsigned kAll = k2020 | k7 | k4 | bit(SchemaDialect::kOpenApi30);

struct Keyword {
  std::string_view name;
  SchemaHolds holds;
  unsigned dialects;
};

constexpr Keyword kKeywords[] = {{"$defs", SchemaHolds::kMap, k2020},
                                 {"additionalItems", SchemaHolds::kSchema, k7 | k4},
                                 {"additionalProperties", SchemaHolds::kSchema, kAll},
                                 {"allOf", SchemaHolds::kSchemas, kAll},
                                 {"anyOf", SchemaHolds::kSchemas, kAll},
                                 {"contains", SchemaHolds::kSchema, k2020 | k7},
                                 {"contentSchema", SchemaHolds::kSchema, k2020},
                                 {"definitions", SchemaHolds::kMap, k2020 | k7 | k4},
                                 {"dependencies", SchemaHolds::kMap, k2020 | k7 | k4},
                                 {"dependentSchemas", SchemaHolds::kMap, k2020},
                                 {"else", SchemaHolds::kSchema, k2020 | k7},
                                 {"if", SchemaHolds::kSchema, k2020 | k7},
                                 {"items", SchemaHolds::kSchema, kAll},
                                 {"not", SchemaHolds::kSchema, kAll},
                                 {"oneOf", SchemaHolds::kSchemas, kAll},
                                 {"patternProperties", SchemaHolds::kMap, k2020 | k7 | k4},
                                 {"prefixItems", SchemaHolds::kSchemas, k2020},
                                 {"properties", SchemaHolds::kMap, kAll},
                                 {"propertyNames", SchemaHolds::kSchema, k2020 | k7},
                                 {"then", SchemaHolds::kSchema, k2020 | k7},
                                 {"unevaluatedItems", SchemaHolds::kSchema, k2020},
                                 {"unevaluatedProperties", SchemaHolds::kSchema, k2020}};

}  // namespace

SchemaHolds schemas_in(std::string_view keyword, SchemaDialect dialect) {
  for (const Keyword& known : kKeywords) {
    if (known.name == keyword) {
      return (known.dialects & bit(dialect)) != 0 ? known.holds : SchemaHolds::kNone;
    }
  }
  return SchemaHolds::kNone;
}

}  // namespace traffic::detail
