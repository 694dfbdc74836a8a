// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Rows of named values, as a file has them. A value.
struct Table {
  struct Row {
    int line = 0;  // where it stands in the source
    boost::json::object values;
  };

  std::string source;  // for messages: the file's name
  std::vector<Row> rows;
};

// Reads a table by the ending of its name: `.csv` (RFC 4180; the first record names the columns,
// every value is a text), `.json` (an array of objects), `.yaml` and `.yml` (a list of maps).
// Errors hold a line `source:line: …` for each mistake in the file.
Expected<Table> read_table(const std::string& path);

// The same for a text at hand.
Expected<Table> parse_csv_table(std::string_view text, std::string_view source);
Expected<Table> parse_json_table(std::string_view text, std::string_view source);
Expected<Table> parse_yaml_table(const std::string& text, std::string_view source);

}  // namespace traffic
