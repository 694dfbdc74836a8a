// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/request_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/version.h"

namespace traffic {
namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  // A line break in a value would let data write headers (RFC 9110 §5.5).
  for (const char byte : value) out += byte == '\r' || byte == '\n' || byte == '\0' ? ' ' : byte;
  out += "\r\n";
}

bool replaces(const std::vector<Parameter>& extra, std::string_view name) {
  return std::any_of(extra.begin(), extra.end(), [&](const Parameter& field) {
    return equals_ignoring_case(field.name, name);
  });
}

}  // namespace

RequestHead::RequestHead(std::string_view authority) {
  fields_.push_back({"Host", std::string(authority)});
  fields_.push_back({"User-Agent", fmt::format("gtest_traffic/{}", kVersion)});
  fields_.push_back({"Accept", "*/*"});
  lay_out();
}

void RequestHead::set(std::string_view name, std::string_view value) {
  const auto field = std::find_if(fields_.begin(), fields_.end(), [&](const Field& one) {
    return equals_ignoring_case(one.name, name);
  });
  if (field == fields_.end()) {
    if (!value.empty()) fields_.push_back({std::string(name), std::string(value)});
  } else if (value.empty()) {
    fields_.erase(field);
  } else {
    field->value = value;
  }
  lay_out();
}

void RequestHead::lay_out() {
  block_.clear();
  for (const Field& field : fields_) append_field(block_, field.name, field.value);
}

void RequestHead::append_to(std::string& out, const std::vector<Parameter>& extra, Method method,
                            std::string_view content_type, std::size_t content_length) const {
  if (extra.empty()) {
    out += block_;
  } else {
    for (const Field& field : fields_) {
      if (!replaces(extra, field.name)) append_field(out, field.name, field.value);
    }
    for (const Parameter& field : extra) append_field(out, field.name, field.value);
  }
  if (!content_type.empty() && !replaces(extra, "Content-Type")) {
    append_field(out, "Content-Type", content_type);
  }
  // A method that usually has a body says so when it has none (RFC 9110 §8.6).
  const bool usual = method == Method::kPost || method == Method::kPut || method == Method::kPatch;
  if (usual || content_length > 0) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", content_length);
  }
  out += "\r\n";
}

}  // namespace traffic
