// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/data/csv.h"
#include "gtest_traffic/data/encoding.h"
#include "gtest_traffic/data/yaml.h"
#include "gtest_traffic/http/json_parser.h"

namespace traffic::detail {
namespace {

int line_at(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

// Returns the position of each element of a JSON array. The text must be a valid array.
std::vector<std::size_t> element_offsets(std::string_view text) {
  std::vector<std::size_t> offsets;
  int depth = 0;
  bool in_text = false, wanted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_text) {
      if (c == '\\') ++at;
      in_text = c != '"';
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (wanted && c != ']') offsets.push_back(at);
    wanted = false;
    if (c == '"') in_text = true;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    wanted = depth == 1 && (c == ',' || (c == '[' && offsets.empty()));
  }
  return offsets;
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
  Table table{std::string(source), {}};
  Mistakes mistakes(source);
  JsonParser parser;
  boost::system::error_code error;
  const boost::json::value document = parser.parse(text, {}, error);
  if (error) {
    mistakes.add(line_at(text, parser.read()), "invalid JSON: " + error.message());
    return mistakes.error();
  }
  if (!document.is_array()) {
    mistakes.add(1, "expected an array of objects, one per row");
    return mistakes.error();
  }
  const std::vector<std::size_t> offsets = element_offsets(text);
  for (std::size_t i = 0; i < document.get_array().size(); ++i) {
    const boost::json::value& value = document.get_array()[i];
    const int line = i < offsets.size() ? line_at(text, offsets[i]) : 0;
    if (value.is_object()) {
      table.rows.push_back({line, value.get_object()});
    } else {
      mistakes.add(line, fmt::format("row {} is not an object", i + 1));
    }
  }
  return table_or_mistakes(std::move(table), mistakes);
}

Expected<Table> parse_yaml_table(const std::string& text, std::string_view source) {
  const Expected<YamlNode> document = parse_yaml(text, source);
  if (!document) return document.error();
  Table table{std::string(source), {}};
  Mistakes mistakes(source);
  if (document->kind != YamlNode::Kind::kSequence && document->kind != YamlNode::Kind::kNull) {
    mistakes.add(document->line,
                 fmt::format("expected a list of maps, one per row, got {}", kind_name(*document)));
  }
  for (const YamlNode& item : document->items) {
    if (item.kind == YamlNode::Kind::kMap) {
      table.rows.push_back({item.line, to_json(item).get_object()});
    } else {
      mistakes.add(item.line, fmt::format("expected a map as row, got {}", kind_name(item)));
    }
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
