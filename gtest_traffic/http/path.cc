// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/path.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <charconv>

#include "gtest_traffic/http/json_number.h"
#include "gtest_traffic/http/json_writer.h"

namespace traffic {
using namespace detail;
namespace {

constexpr std::string_view kSlot = "{}";

template <std::integral Number>
void append_number(std::string& out, Number number, PathValue::Append append) {
  NumberText digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  append(out, {digits.data(), end.ptr});
}

template <std::floating_point Number>
void append_number(std::string& out, Number number, PathValue::Append append) {
  NumberText digits;
  append(out, decimal_text(number, digits));
}

void append_json(std::string& out, const boost::json::value& json, PathValue::Append append) {
  if (const auto* text = json.if_string()) return append(out, *text);
  if (const auto* number = json.if_int64()) return append_number(out, *number, append);
  if (const auto* number = json.if_double()) return append_number(out, *number, append);
  append(out, plain_text_of(json));
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
    case Kind::kFloat:
      return append_number(out, float_, append);
    case Kind::kDouble:
      return append_number(out, double_, append);
    case Kind::kJson:
      return append_json(out, *json_, append);
  }
}

std::string PathValue::text() const {
  std::string out;
  append_to(out, [](std::string& to, std::string_view text) { to += text; });
  return out;
}

void Path::append_to(std::string& out) const {
  std::string_view rest = text();
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t slot = rest.find(kSlot);
    if (slot == std::string_view::npos) break;
    append_template(out, rest.substr(0, slot));
    const bool at_start = slot == 0 && i == 0;
    values_[i].append_to(out, at_start ? append_template : append_percent_encoded);
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
