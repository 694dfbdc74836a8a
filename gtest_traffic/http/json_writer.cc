// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_writer.h"

#include <boost/json/serialize.hpp>
#include <string_view>
#include <utility>

#include "gtest_traffic/http/json_number.h"

namespace traffic::detail {
namespace {

void write_double(std::string& out, double number) {
  NumberText buffer;
  const std::string_view text = decimal_text(number, buffer);
  out += text;
  if (text.find_first_not_of("-0123456789") == std::string_view::npos) out += ".0";
}

}  // namespace

void write_json(std::string& out, const boost::json::value& value) {
  char before = '\0';
  const auto separate = [&](char open) { out += std::exchange(before, ',') == '\0' ? open : ','; };
  if (const auto* const object = value.if_object()) {
    for (const auto& [key, member] : *object) {
      separate('{');
      out += boost::json::serialize(key);
      out += ':';
      write_json(out, member);
    }
    if (before == '\0') out += '{';
    out += '}';
  } else if (const auto* const array = value.if_array()) {
    for (const boost::json::value& item : *array) {
      separate('[');
      write_json(out, item);
    }
    if (before == '\0') out += '[';
    out += ']';
  } else if (const auto* const number = value.if_double()) {
    write_double(out, *number);
  } else {
    out += boost::json::serialize(value);
  }
}

std::string json_text_of(const boost::json::value& value) {
  std::string out;
  write_json(out, value);
  return out;
}

std::string plain_text_of(const boost::json::value& value) {
  std::string out;
  if (const auto* const text = value.if_string()) {
    out = std::string_view(*text);
  } else if (const auto* const number = value.if_double()) {
    NumberText buffer;
    out = decimal_text(*number, buffer);
  } else {
    write_json(out, value);
  }
  return out;
}

}  // namespace traffic::detail
