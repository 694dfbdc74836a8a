// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "gtest_traffic/schema.h"

namespace traffic::detail {

// Checks the values of one `format`. A null function accepts every value of its type, because the
// format is for other types or cannot be checked (`password`).
struct SchemaFormat {
  std::string_view name;
  bool (*text)(std::string_view) = nullptr;
  bool (*number)(const boost::json::value&) = nullptr;
};

// Returns the format with that name, or null if the dialect does not know it.
const SchemaFormat* find_schema_format(std::string_view name, SchemaDialect dialect);

// Checks dates and times (RFC 3339) and durations (its appendix A).
bool is_date(std::string_view text);
bool is_time(std::string_view text);
bool is_date_time(std::string_view text);
bool is_duration(std::string_view text);

}  // namespace traffic::detail
