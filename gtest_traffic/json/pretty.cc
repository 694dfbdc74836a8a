// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/pretty.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <iterator>
#include <limits>
#include <string_view>

#include "gtest_traffic/http/excerpt.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kLineWidth = 60;
constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();

// Appends a value on one line. Stops and returns false after more than `room` bytes.
bool append_line(std::string& out, const boost::json::value& value, std::size_t room) {
  const std::size_t begin = out.size();
  const auto fits = [&] { return out.size() - begin <= room; };
  const auto rest = [&] { return room == kUnbounded ? room : room - (out.size() - begin); };
  if (const auto* object = value.if_object()) {
    out += '{';
    for (auto field = object->begin(); field != object->end(); ++field) {
      if (field != object->begin()) out += ", ";
      out += boost::json::serialize(field->key());
      out += ": ";
      if (!fits() || !append_line(out, field->value(), rest())) return false;
    }
    out += '}';
  } else if (const auto* array = value.if_array()) {
    out += '[';
    for (auto item = array->begin(); item != array->end(); ++item) {
      if (item != array->begin()) out += ", ";
      if (!fits() || !append_line(out, *item, rest())) return false;
    }
    out += ']';
  } else if (const auto* number = value.if_double()) {
    fmt::format_to(std::back_inserter(out), "{}", *number);
  } else {
    out += boost::json::serialize(value);
  }
  return fits();
}

void append_indented(std::string& out, const boost::json::value& value, std::size_t depth) {
  const std::size_t begin = out.size();
  if (!value.is_structured() || append_line(out, value, kLineWidth)) {
    if (!value.is_structured()) append_line(out, value, kUnbounded);
    return;
  }
  out.resize(begin);
  const auto new_line = [&](std::size_t indentation) {
    out.append(1, '\n').append(2 * indentation, ' ');
  };
  const bool is_object = value.is_object();
  out += is_object ? '{' : '[';
  bool first = true;
  const auto separate = [&] {
    if (!first) out += ',';
    first = false;
    new_line(depth + 1);
  };
  if (is_object) {
    for (const auto& field : value.get_object()) {
      separate();
      out += boost::json::serialize(field.key());
      out += ": ";
      append_indented(out, field.value(), depth + 1);
    }
  } else {
    for (const auto& item : value.get_array()) {
      separate();
      append_indented(out, item, depth + 1);
    }
  }
  new_line(depth);
  out += is_object ? '}' : ']';
}

}  // namespace

std::string pretty(const boost::json::value& value, std::size_t limit) {
  std::string out;
  append_indented(out, value, 0);
  return excerpt(out, limit);
}

std::string compact(const boost::json::value& value, std::size_t limit) {
  std::string out;
  append_line(out, value, kUnbounded);
  return excerpt(out, limit);
}

}  // namespace traffic::detail
