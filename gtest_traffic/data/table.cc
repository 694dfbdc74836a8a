// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <filesystem>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/data/csv.h"
#include "gtest_traffic/data/encoding.h"
#include "gtest_traffic/data/lined_json.h"

namespace traffic::detail {
namespace {

// Adds the elements of a list as rows. `wrong` returns the message for another value.
template <class Wrong>
void add_rows(const LinedJson& document, Table& table, Mistakes& mistakes, Wrong wrong) {
  const boost::json::array& items = document.root().get_array();
  for (const boost::json::value& item : items) {
    const int line = document.line_of(item);
    if (const auto* object = item.if_object()) {
      table.rows.push_back({line, boost::json::object(*object, boost::json::storage_ptr())});
    } else {
      mistakes.add(line, wrong(item, 1 + static_cast<std::size_t>(&item - items.data())));
    }
  }
}

std::string_view yaml_name(const boost::json::value& value) {
  if (value.is_null()) return "nothing";
  if (value.is_object()) return "a map";
  return value.is_array() ? "a list" : "a value";
}

void check_columns(const CsvRecord& header, Mistakes& mistakes) {
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    const auto end = header.fields.begin() + static_cast<std::ptrdiff_t>(i);
    if (header.fields[i].empty()) {
      mistakes.add(header.line, fmt::format("column {} has no name", i + 1));
    } else if (std::find(header.fields.begin(), end, header.fields[i]) != end) {
      mistakes.add(header.line, fmt::format("two columns are named '{}'", header.fields[i]));
    }
  }
}

Expected<Table> table_or_mistakes(Table table, const Mistakes& mistakes) {
  if (!mistakes.empty()) return mistakes.error();
  return table;
}

}  // namespace

Expected<Table> parse_csv_table(std::string_view text, std::string_view source) {
  Table table{std::string(source), {}};
  Mistakes mistakes(source);
  check_encoding(text, mistakes);
  if (!mistakes.empty()) return mistakes.error();
  CsvReader reader(text);
  CsvRecord header, record;
  if (reader.next(header)) check_columns(header, mistakes);
  while (reader.next(record)) {
    if (record.fields.size() != header.fields.size()) {
      mistakes.add(record.line, fmt::format("expected {} fields, as in the first line, got {}",
                                            header.fields.size(), record.fields.size()));
      continue;
    }
    Table::Row& row = table.rows.emplace_back();
    row.line = record.line;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      row.values[header.fields[i]] = record.fields[i];
    }
  }
  for (const LineMistake& mistake : reader.mistakes()) mistakes.add(mistake.line, mistake.message);
  return table_or_mistakes(std::move(table), mistakes);
}

Expected<Table> parse_json_table(std::string_view text, std::string_view source) {
  const Expected<LinedJson> document = parse_lined_json(text, source);
  if (!document) return document.error();
  Table table{std::string(source), {}};
  Mistakes mistakes(source);
  if (document->root().is_array()) {
    add_rows(*document, table, mistakes, [](const boost::json::value&, std::size_t row) {
      return fmt::format("row {} is not an object", row);
    });
  } else {
    mistakes.add(1, "expected an array of objects, one per row");
  }
  return table_or_mistakes(std::move(table), mistakes);
}

Expected<Table> parse_yaml_table(const std::string& text, std::string_view source) {
  const Expected<LinedJson> document = parse_lined_yaml(text, source);
  if (!document) return document.error();
  Table table{std::string(source), {}};
  Mistakes mistakes(source);
  const boost::json::value& root = document->root();
  if (root.is_array()) {
    add_rows(*document, table, mistakes, [](const boost::json::value& item, std::size_t) {
      return fmt::format("expected a map as row, got {}", yaml_name(item));
    });
  } else if (!root.is_null()) {
    mistakes.add(document->line_of(root),
                 fmt::format("expected a list of maps, one per row, got {}", yaml_name(root)));
  }
  return table_or_mistakes(std::move(table), mistakes);
}

Expected<Table> read_table(const std::string& path) {
  const std::string ending = to_lower(std::filesystem::path(path).extension().string());
  const bool csv = ending == ".csv", json = ending == ".json";
  if (!csv && !json && ending != ".yaml" && ending != ".yml") {
    return Error{path + ": unknown file type: expected .csv, .json, .yaml or .yml"};
  }
  const Expected<std::string> text = read_text_file(path);
  if (!text) return text.error();
  if (csv) return parse_csv_table(*text, path);
  return json ? parse_json_table(*text, path) : parse_yaml_table(*text, path);
}

}  // namespace traffic::detail
