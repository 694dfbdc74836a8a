// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/json/object.hpp>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <map>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/data/table.h"
#include "gtest_traffic/http/json_writer.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/response.h"

namespace traffic {
using namespace detail;

struct Row::Data {
  std::string source, name;
  int line = 0;
  boost::json::object values;
};

struct Rows::State {
  std::string source, mistakes;
  std::deque<Row::Data> rows;
  std::atomic<std::size_t> taken{0};

  void fill(Table table) {
    source = table.source;
    for (Table::Row& row : table.rows) {
      rows.push_back({source, std::to_string(rows.size() + 1), row.line, std::move(row.values)});
    }
    if (rows.empty()) mistakes = source + ": expected at least one row, got none";
  }
};

namespace {

namespace fs = std::filesystem;

// Compilers often receive paths relative to the build tree. The program is inside the build tree,
// so the search starts from it.
fs::path source_folder(const fs::path& file) {
  const fs::path folder = file.parent_path();
  std::error_code error;
  if (folder.is_absolute() || fs::exists(file, error)) return folder;
  fs::path above = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (; above.has_relative_path(); above = above.parent_path()) {
    if (fs::exists(above / file, error)) return (above / folder).lexically_normal();
  }
  return folder;
}

std::string find_data_file(const std::string& path, Location location) {
  const char* const folder = std::getenv("TRAFFIC_DATA_DIR");
  if (folder != nullptr && *folder != '\0') return (fs::path(folder) / path).string();
  return (source_folder(location.file) / path).string();
}

std::string test_name(const std::string& text) {
  std::string name = text;
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 && c < 0x80; };
  std::replace_if(
      name.begin(), name.end(), [&](unsigned char c) { return !fits(c); }, '_');
  return name;
}

}  // namespace

JsonNode Row::operator[](std::string_view column) const {
  if (data_ == nullptr) throw MissingValue("this journey has no rows: add them with .rows");
  if (const boost::json::value* const found = data_->values.if_contains(column)) {
    return JsonNode(*found);
  }
  std::vector<std::string> known;
  for (const auto& entry : data_->values) known.emplace_back(entry.key());
  throw MissingValue(fmt::format("the row {}:{} has no column '{}'{}", data_->source, data_->line,
                                 column, did_you_mean(column, known)));
}

const std::string& Row::name() const {
  static const std::string none;
  return data_ == nullptr ? none : data_->name;
}

std::string Row::description() const {
  if (data_ == nullptr) return {};
  return redactor().redact(
      fmt::format("{}:{} {}", data_->source, data_->line, json_text_of(data_->values)));
}

Rows Rows::named_by(std::string_view column) && {
  if (state_ == nullptr || !state_->mistakes.empty()) return std::move(*this);
  Mistakes mistakes(state_->source);
  std::map<std::string, int> lines;
  for (Row::Data& row : state_->rows) {
    const boost::json::value* const value = row.values.if_contains(column);
    row.name = value == nullptr ? "" : test_name(plain_text_of(*value));
    if (value == nullptr) {
      mistakes.add(row.line,
                   fmt::format("the row has no column '{}', which named_by() uses", column));
    } else if (row.name.empty()) {
      mistakes.add(row.line,
                   fmt::format("the column '{}', which named_by() uses, is empty", column));
    } else if (const auto [known, is_new] = lines.emplace(row.name, row.line); !is_new) {
      mistakes.add(row.line, fmt::format("duplicate row name '{}': line {} already uses it",
                                         row.name, known->second));
    }
  }
  if (!mistakes.empty()) state_->mistakes = mistakes.error().message;
  return std::move(*this);
}

std::size_t Rows::size() const { return state_ == nullptr ? 0 : state_->rows.size(); }

const std::string& Rows::source() const {
  static const std::string none;
  return state_ == nullptr ? none : state_->source;
}

Row Rows::operator[](std::size_t index) const { return Row(&state_->rows[index]); }

Row Rows::take() const {
  const std::size_t turn = state_->taken.fetch_add(1, std::memory_order_relaxed);
  return (*this)[turn % state_->rows.size()];
}

const std::string& Rows::mistakes() const {
  static const std::string none;
  return state_ == nullptr ? none : state_->mistakes;
}

Rows rows_from(const std::string& path, Location location) {
  Rows rows;
  rows.state_ = std::make_shared<Rows::State>();
  Expected<Table> table = read_table(find_data_file(path, location));
  if (table) {
    rows.state_->fill(std::move(*table));
  } else {
    rows.state_->source = path;
    rows.state_->mistakes = table.error().message;
  }
  return rows;
}

Rows rows(std::initializer_list<JsonLiteral> objects, Location location) {
  Rows rows;
  rows.state_ = std::make_shared<Rows::State>();
  Table table{location.file, {}};
  Mistakes mistakes(location.file);
  for (const JsonLiteral& object : objects) {
    boost::json::value value = object.json({});
    if (value.is_object()) {
      table.rows.push_back({location.line, std::move(value.get_object())});
    } else {
      mistakes.add(location.line,
                   "a row must be written as names and values: {{\"card\", \"visa\"}}");
    }
  }
  rows.state_->fill(std::move(table));
  if (!mistakes.empty()) rows.state_->mistakes = mistakes.error().message;
  return rows;
}

}  // namespace traffic
