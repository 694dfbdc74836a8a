// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/request_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/version.h"

namespace traffic::detail {
namespace {

using namespace std::literals;

constexpr std::string_view kCookie = "Cookie";
constexpr std::string_view kContentType = "Content-Type";

bool has_extra(const RequestFields& fields) {
  return fields.extra != nullptr && !fields.extra->empty();
}

bool replaces(const RequestFields& fields, std::string_view name) {
  return has_extra(fields) &&
         std::any_of(fields.extra->begin(), fields.extra->end(), [&](const Parameter& field) {
           return equals_ignoring_case(field.name, name);
         });
}

}  // namespace

RequestHead::RequestHead(std::string_view authority) {
  fields_.push_back({"Host", std::string(authority)});
  fields_.push_back({"User-Agent", fmt::format("gtest_traffic/{}", kVersion)});
  fields_.push_back({"Accept", "*/*"});
  fields_.push_back({"Accept-Encoding", std::string(kAcceptEncoding)});
  lay_out();
}

void RequestHead::set(std::string_view name, std::string_view value) {
  const auto field = std::find_if(fields_.begin(), fields_.end(), [&](const Field& one) {
    return equals_ignoring_case(one.name, name);
  });
  if (field == fields_.end()) {
    if (!value.empty())
      fields_.push_back({std::string(name), std::string(value), holds_secret(name, value)});
  } else if (value.empty()) {
    fields_.erase(field);
  } else {
    field->value = value;
    field->secret = holds_secret(name, value);
  }
  lay_out();
}

void RequestHead::lay_out() {
  block_.clear();
  has_trace_ = has_cookie_ = has_type_ = closes_ = false;
  framing_.clear();
  for (const Field& field : fields_) {
    append_header(block_, field.name, field.value);
    has_trace_ = has_trace_ || equals_ignoring_case(field.name, "traceparent");
    has_cookie_ = has_cookie_ || equals_ignoring_case(field.name, kCookie);
    has_type_ = has_type_ || equals_ignoring_case(field.name, kContentType);
    closes_ = closes_ || asks_to_close(field.name, field.value);
    if (is_framing_field(field.name)) framing_ = field.name;
  }
}

std::string_view RequestHead::framing_field(const std::vector<Parameter>& extra) const {
  for (const Parameter& field : extra) {
    if (is_framing_field(field.name)) return field.name;
  }
  return framing_;
}

bool RequestHead::closes(const std::vector<Parameter>& extra) const {
  bool closes = closes_;
  for (const Parameter& field : extra) {
    if (!equals_ignoring_case(field.name, "Connection")) continue;
    if (asks_to_close(field.name, field.value)) return true;
    closes = false;  // replaces the user's
  }
  return closes;
}

// Appends the user's headers that this request does not replace.
void RequestHead::append_own(std::string& out, const RequestFields& fields) const {
  if (fields.elsewhere != nullptr && !replaces(fields, "Host")) {
    out += "Host: ";
    fields.elsewhere->append_authority(out);
    out += "\r\n";
  }
  for (const Field& field : fields_) {
    const bool stays =
        fields.elsewhere != nullptr && (field.secret || equals_ignoring_case(field.name, "Host"));
    if (!stays && !replaces(fields, field.name)) append_header(out, field.name, field.value);
  }
}

void RequestHead::append_to(std::string& out, const RequestFields& fields) const {
  if (fields.elsewhere == nullptr && !has_extra(fields)) {
    out += block_;
  } else {
    append_own(out, fields);
    if (has_extra(fields)) {
      for (const Parameter& field : *fields.extra) append_header(out, field.name, field.value);
    }
  }
  if (!fields.trace_line.empty() && !has_trace_ && !replaces(fields, "traceparent")) {
    out += fields.trace_line;
  }
  if (!fields.proxy_authorization.empty()) {
    append_header(out, "Proxy-Authorization", fields.proxy_authorization);
  }
  const bool by_hand = (has_cookie_ && fields.elsewhere == nullptr) || replaces(fields, kCookie);
  if (!fields.cookies.empty() && !by_hand) append_header(out, kCookie, fields.cookies);
  if (!fields.content_type.empty() && !has_type_ && !replaces(fields, kContentType)) {
    append_header(out, kContentType, fields.content_type);
  }
  // A method that usually has a body needs a length even without one (RFC 9110 §8.6).
  const Method method = fields.method;
  const bool usual = method == Method::kPost || method == Method::kPut || method == Method::kPatch;
  if (!fields.content_length) {
    out += "Transfer-Encoding: chunked\r\n";
  } else if (usual || *fields.content_length > 0) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", *fields.content_length);
  }
  out += "\r\n"sv;
}

}  // namespace traffic::detail
