// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Holds rows of named values from a file. A value type.
struct Table {
  struct Row {
    int line = 0;  // line in the source
    boost::json::object values;
  };

  std::string source;  // name of the file, for messages
  std::vector<Row> rows;
};

// Reads a table in the format of its file extension. In `.csv` (RFC 4180), the first record
// contains the column names, and every value is a text. `.json` contains an array of objects,
// `.yaml` and `.yml` a list of maps. Errors contain one line `source:line: …` for each mistake in
// the file.
Expected<Table> read_table(const std::string& path);

// Parses a table from text in the same way.
Expected<Table> parse_csv_table(std::string_view text, std::string_view source);
Expected<Table> parse_json_table(std::string_view text, std::string_view source);
Expected<Table> parse_yaml_table(const std::string& text, std::string_view source);

}  // namespace traffic::detail
