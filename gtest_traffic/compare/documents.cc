// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/stream_parser.hpp>
#include <iterator>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/formats.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

constexpr std::string_view kNonNumbers[] = {"NaN", "-NaN", "Infinity", "-Infinity"};

Error not_json(std::string_view text, std::size_t at, const std::string& reason) {
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::string_view rest = text.substr(at > 8 ? at - 8 : 0, 20);
  for (const std::string_view word : {"NaN", "nan", "Infinity", "inf"}) {
    if (rest.find(word) != std::string_view::npos) {
      return Error{
          fmt::format("line {} contains {}, which is not a number; measure again", line, word)};
    }
  }
  return Error{fmt::format("line {} is not JSON ({})", line, reason)};
}

}  // namespace

Expected<std::vector<json::value>> parse_documents(std::string_view text) {
  std::vector<json::value> out;
  std::size_t at = 0;
  for (;;) {
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    if (at == text.size()) break;
    json::stream_parser parser;
    json::error_code code;
    const std::size_t used = parser.write_some(text.data() + at, text.size() - at, code);
    if (code) return not_json(text, at + used, code.message());
    if (!parser.done()) {
      parser.finish(code);
      if (code) return Error{fmt::format("the JSON is incomplete ({})", code.message())};
    }
    at += used;
    json::value value = parser.release();
    if (json::array* const many = value.if_array()) {
      for (json::value& one : *many) out.push_back(std::move(one));
    } else {
      out.push_back(std::move(value));
    }
  }
  return out;
}

std::string quote_non_numbers(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 64);
  for (bool quoted = false; !text.empty();) {
    const auto length = [&]() -> std::size_t {
      if (quoted) return text.front() == '\\' ? std::min<std::size_t>(2, text.size()) : 1;
      for (const std::string_view word : kNonNumbers) {
        if (text.starts_with(word)) return word.size();
      }
      return 1;
    }();
    if (text.front() == '"') quoted = !quoted;
    const std::string_view part = text.substr(0, length);
    if (!quoted && length > 1) {
      out.append("\"").append(part).append("\"");
    } else {
      out.append(part);
    }
    text.remove_prefix(length);
  }
  return out;
}

bool is_non_number(const json::value& value) {
  return value.is_string() &&
         std::find(std::begin(kNonNumbers), std::end(kNonNumbers),
                   std::string_view(value.get_string())) != std::end(kNonNumbers);
}

std::optional<double> number_in(const json::value& value) {
  if (value.is_double()) return value.get_double();
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  return std::nullopt;
}

std::optional<double> number_at(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains(key);
  return value == nullptr ? std::nullopt : number_in(*value);
}

std::string text_at(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return "";
  return std::string(value->get_string());
}

}  // namespace traffic::detail::compare
