// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/path.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serializer.hpp>
#include <boost/json/value.hpp>

namespace traffic {
using namespace detail;
namespace {

constexpr std::string_view kSlot = "{}";

template <class Number>
void append_number(std::string& out, Number number, PathValue::Append append) {
  char digits[32];
  const auto end = fmt::format_to_n(digits, sizeof digits, "{}", number);
  append(out, {digits, end.size});
}

void append_json(std::string& out, const boost::json::value& json, PathValue::Append append) {
  if (const auto* text = json.if_string()) return append(out, *text);
  // The serializer prints 1.5 as 1.5E0. A URL needs the usual notation.
  if (const auto* number = json.if_double()) return append_number(out, *number, append);
  boost::json::serializer serializer;
  serializer.reset(&json);
  char chunk[256];
  while (!serializer.done()) {
    const auto part = serializer.read(chunk);
    append(out, {part.data(), part.size()});
  }
}

// Copies a part of the template. Escapes spaces and line breaks, which would break the request
// line.
void append_template(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return c > ' ' && c < 0x7f; };
  if (std::all_of(text.begin(), text.end(), plain)) {
    out += text;
    return;
  }
  for (const char c : text) {
    if (plain(c)) {
      out += c;
    } else {
      append_percent_encoded(out, {&c, 1});
    }
  }
}

}  // namespace

void PathValue::append_to(std::string& out, Append append) const {
  switch (kind_) {
    case Kind::kText:
      return append(out, text_);
    case Kind::kSigned:
      return append_number(out, signed_, append);
    case Kind::kUnsigned:
      return append_number(out, unsigned_, append);
    case Kind::kDouble:
      return append_number(out, double_, append);
    case Kind::kJson:
      return append_json(out, *json_, append);
  }
}

void Path::append_to(std::string& out) const {
  std::string_view rest = text();
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t slot = rest.find(kSlot);
    if (slot == std::string_view::npos) break;
    append_template(out, rest.substr(0, slot));
    const bool is_url = slot == 0 && i == 0;
    values_[i].append_to(out, is_url ? append_template : append_percent_encoded);
    rest.remove_prefix(slot + kSlot.size());
  }
  append_template(out, rest);
}

bool Path::mismatch() const {
  std::size_t slots = 0;
  for (auto at = text().find(kSlot); at != std::string_view::npos;
       at = text().find(kSlot, at + kSlot.size())) {
    ++slots;
  }
  return slots != count_;
}

}  // namespace traffic
