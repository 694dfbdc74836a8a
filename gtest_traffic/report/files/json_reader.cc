// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/json_reader.h"

#include <fmt/format.h>

#include <boost/json/value.hpp>
#include <cmath>
#include <utility>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/files/json_text.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kQuoted = 40;  // maximum cells of a wrong value in an error

const boost::json::object kNoMembers;
const boost::json::array kNoElements;

std::string quoted(const boost::json::value* value) {
  if (value == nullptr) return "nothing";
  if (value->is_object()) return "an object";
  if (value->is_array()) return "an array";
  std::string text;
  append_json(text, *value);
  return clip(printable(text), kQuoted);
}

std::optional<double> as_number(const boost::json::value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_double()) return value->get_double();
  if (value->is_int64()) return static_cast<double>(value->get_int64());
  if (value->is_uint64()) return static_cast<double>(value->get_uint64());
  return std::nullopt;
}

std::optional<std::uint64_t> as_count(const boost::json::value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_uint64()) return value->get_uint64();
  if (value->is_int64() && value->get_int64() >= 0)
    return static_cast<std::uint64_t>(value->get_int64());
  // Other tools may have rewritten the file with every number as a double.
  if (value->is_double() && value->get_double() >= 0 && value->get_double() < 0x1p53 &&
      std::trunc(value->get_double()) == value->get_double()) {
    return static_cast<std::uint64_t>(value->get_double());
  }
  return std::nullopt;
}

}  // namespace

JsonReader::JsonReader(const boost::json::value& value, std::string path,
                       std::optional<Error>& error)
    : object_(value.if_object()), path_(std::move(path)), error_(&error) {
  if (object_ != nullptr) return;
  object_ = &kNoMembers;
  if (error) return;
  error = Error{fmt::format("report: expected an object{}{}, got {}", path_.empty() ? "" : " at ",
                            path_, quoted(&value))};
}

std::string JsonReader::text(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr || !value->is_string()) {
    fail(key, "a string");
    return {};
  }
  return std::string(value->get_string());
}

bool JsonReader::flag(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr || !value->is_bool()) {
    fail(key, "true or false");
    return false;
  }
  return value->get_bool();
}

double JsonReader::number(std::string_view key) const {
  const auto value = as_number(find(key));
  if (!value || !std::isfinite(*value) || *value < 0) {
    fail(key, "a number of at least 0");
    return 0;
  }
  return *value;
}

std::uint64_t JsonReader::count(std::string_view key, std::uint64_t most) const {
  const auto value = as_count(find(key));
  if (!value || *value > most) {
    fail(key, most == UINT64_MAX ? std::string("a count") : fmt::format("a count up to {}", most));
    return 0;
  }
  return *value;
}

Duration JsonReader::duration(std::string_view key, double nanoseconds_per_unit) const {
  const double nanoseconds = std::round(number(key) * nanoseconds_per_unit);
  if (nanoseconds >= 0x1p63) {
    fail(key, "a duration under 292 years");
    return Duration{0};
  }
  return Duration(static_cast<Duration::rep>(nanoseconds));
}

Histogram JsonReader::histogram(std::string_view key) const {
  auto decoded = Histogram::decode(text(key));
  if (!decoded) {
    fail(key, fmt::format("a histogram ({})", decoded.error().message));
    return {};
  }
  return std::move(*decoded);
}

Distribution JsonReader::distribution(std::string_view key) const {
  auto decoded = Distribution::decode(text(key));
  if (!decoded) {
    fail(key, fmt::format("a distribution ({})", decoded.error().message));
    return {};
  }
  return std::move(*decoded);
}

JsonReader JsonReader::object(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) {
    fail(key, "an object");
    return *this;
  }
  return JsonReader(*value, path_to(key), *error_);
}

std::vector<JsonReader> JsonReader::objects(std::string_view key) const {
  std::vector<JsonReader> out;
  for (const auto& element : array(key)) {
    out.emplace_back(element, fmt::format("{}[{}]", path_to(key), out.size()), *error_);
    if (*error_) break;
  }
  return out;
}

std::vector<std::string> JsonReader::texts(std::string_view key) const {
  std::vector<std::string> out;
  for (const auto& element : array(key)) {
    if (!element.is_string()) {
      fail(key, "an array of strings");
      break;
    }
    out.emplace_back(element.get_string());
  }
  return out;
}

std::vector<std::string> JsonReader::keys() const {
  std::vector<std::string> out;
  for (const auto& member : *object_) out.emplace_back(member.key());
  return out;
}

void JsonReader::fail(std::string_view key, std::string_view expected) const {
  if (*error_) return;
  *error_ = Error{
      fmt::format("report: expected {} at {}, got {}", expected, path_to(key), quoted(find(key)))};
}

void JsonReader::fail_key(std::string_view key, std::string_view expected) const {
  if (*error_) return;
  *error_ =
      Error{fmt::format("report: expected {} as a key of {}, got \"{}\"", expected, path_, key)};
}

const boost::json::value* JsonReader::find(std::string_view key) const {
  return object_->if_contains(key);
}

const boost::json::array& JsonReader::array(std::string_view key) const {
  const auto* value = find(key);
  if (value != nullptr && value->is_array()) return value->get_array();
  fail(key, "an array");
  return kNoElements;
}

std::string JsonReader::path_to(std::string_view key) const {
  return fmt::format("{}/{}", path_, clip(printable(key), 2 * kQuoted));
}

}  // namespace traffic::detail
