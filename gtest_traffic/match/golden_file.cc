// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/golden_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/json/comparison.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

bool is_masked(const JsonPlace& place, std::span<const std::string> masked) {
  return std::any_of(masked.begin(), masked.end(),
                     [&](const std::string& path) { return place.matches_path(path); });
}

boost::json::value kept(const boost::json::value& json, const JsonPlace& place,
                        std::span<const std::string> masked) {
  if (is_masked(place, masked)) return "***";
  if (const auto* array = json.if_array()) {
    boost::json::array items;
    for (std::size_t i = 0; i < array->size(); ++i) {
      items.push_back(kept((*array)[i], {&place, {}, i}, masked));
    }
    return items;
  }
  const auto* object = json.if_object();
  if (object == nullptr) return json;
  std::vector<std::string_view> names;
  for (const auto& field : *object) names.push_back(field.key());
  std::sort(names.begin(), names.end());
  boost::json::object fields;
  for (const std::string_view name : names) {
    fields.emplace(name, kept(object->at(name), {&place, name}, masked));
  }
  return fields;
}

}  // namespace

std::optional<Error> check_golden_name(std::string_view name) {
  for (const std::string_view part : split(name, '/')) {
    if (part.empty() || part.front() == '.' || !std::all_of(part.begin(), part.end(), is_plain)) {
      return Error{
          fmt::format("golden file '{}': each part of the name must consist of [A-Za-z0-9_.-] and "
                      "must not start "
                      "with a dot",
                      name)};
    }
  }
  return std::nullopt;
}

Expected<std::optional<std::string>> read_golden(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (status.type() == fs::file_type::not_found) return std::optional<std::string>();
  if (status.type() != fs::file_type::regular) {
    return Error{fmt::format("golden file '{}' is not a regular file", path.string())};
  }
  auto bytes = read_text_file(path);
  if (!bytes) return Error{fmt::format("golden file {}", bytes.error().message)};
  return std::optional(std::move(*bytes));
}

std::optional<Error> write_golden(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  fs::path temporary = path;
  temporary += fmt::format(".{}.tmp", ::getpid());
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (file) {
    fs::rename(temporary, path, error);  // replaces a link instead of following it
    if (!error) return std::nullopt;
  }
  std::error_code ignored;
  fs::remove(temporary, ignored);
  return Error{fmt::format("golden file '{}' cannot be written{}", path.string(),
                           error ? ": " + error.message() : std::string())};
}

boost::json::value golden_json(const boost::json::value& body,
                               std::span<const std::string> masked) {
  const boost::json::value sorted = kept(body, {}, masked);
  boost::system::error_code error;
  auto hidden = parse_json(redactor().redact(boost::json::serialize(sorted)), error);
  // Redaction can break the JSON if a text resembles the field of a secret. Hide the whole document
  // then.
  return error ? boost::json::value("***") : std::move(hidden);
}

}  // namespace traffic::detail
