// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/request_writer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/http/http_date.h"

namespace traffic::detail {
namespace {

using namespace std::literals;

// Buffers of the thread; their contents are not used after a fiber has been suspended.
struct Scratch {
  Url url;
  std::string text;
  std::string payload;
  std::string wire;
  std::string cookies;
};

Scratch& thread_scratch() {
  return per_thread([] { return Scratch(); });
}

void append_query(std::string& out, const std::vector<Parameter>& query) {
  if (query.empty()) return;
  char separator = out.find('?') == std::string::npos ? '?' : '&';
  for (const Parameter& parameter : query) {
    out += std::exchange(separator, '&');
    append_percent_encoded(out, parameter.name);
    out += '=';
    append_percent_encoded(out, parameter.value);
  }
}

// A part of an encoded body is useless. A range request therefore asks for the plain body, unless
// the journey sets the header.
std::vector<Parameter> with_range(std::vector<Parameter> fields, const ByteRange& range) {
  const bool chosen = std::any_of(fields.begin(), fields.end(), [](const Parameter& field) {
    return equals_ignoring_case(field.name, "Accept-Encoding");
  });
  std::erase_if(fields,
                [](const Parameter& field) { return equals_ignoring_case(field.name, "Range"); });
  fields.emplace_back("Range", to_string(range));
  if (!chosen) fields.emplace_back("Accept-Encoding", "identity");
  return fields;
}

}  // namespace

std::optional<Error> RequestWriter::address(Call& call, Connections& connections) const {
  Scratch& scratch = thread_scratch();
  std::string& text = scratch.text;
  text.clear();
  call.request->path.append_to(text);
  if (call.request->path.is_reference()) [[unlikely]]
    complete_reference(text, environment_->target);
  text.resize(std::min(text.find('#'), text.size()));
  append_query(text, call.request->options.query);
  if (is_absolute_url(text)) {
    if (auto error = read_url(text, scratch.url)) return error;
    call.target = call.arena->copy(scratch.url.target);
    call.connection = &connections.to(scratch.url.origin);
    return std::nullopt;
  }
  add_prefix(environment_->target, text);
  call.target = call.arena->copy(text);
  call.connection = &connections.home();
  return std::nullopt;
}

void RequestWriter::write(Call& call, CookieJar* jar) const {
  auto& [url, text, payload, out, cookies] = thread_scratch();
  Exchange& exchange = *call.last;
  const Origin& origin = call.connection->origin();
  const bool at_home = call.connection->at_home();
  exchange.origin = environment_->origin;
  if (!at_home) {
    text.clear();
    origin.append_to(text);
    exchange.origin = call.arena->copy(text);
  }
  payload.clear();
  if (!call.body->empty()) call.body->append_to(payload);
  cookies.clear();
  if (jar != nullptr) jar->append_to(cookies, origin, call.target, wall_now());

  out.clear();
  out.append(to_string(exchange.method)) += ' ';
  const Proxy* const proxy = call.connection->forwarding_proxy();
  if (proxy != nullptr) out += exchange.origin;
  const std::size_t target_begin = out.size();
  out += call.target;
  out += " HTTP/1.1\r\n"sv;
  const std::optional<ByteRange>& range = call.request->options.range;
  call.closes = head_.closes(*call.headers);
  std::vector<Parameter> ranged;
  if (range) ranged = with_range(*call.headers, *range);
  RequestFields fields{.method = exchange.method,
                       .elsewhere = at_home ? nullptr : &origin,
                       .extra = range ? &ranged : call.headers,
                       .content_type = call.body->content_type(),
                       .content_length = payload.size(),
                       .trace_line = call.trace_line,
                       .cookies = cookies};
  const Upload* const upload = call.transfer.upload;
  if (upload != nullptr) fields.content_length = upload->size();
  if (proxy != nullptr) fields.proxy_authorization = proxy->authorization;
  head_.append_to(out, fields);
  std::size_t target_size = call.target.size();
  if (call.auth != nullptr) {
    out.resize(out.size() - 2);  // removes the blank line
    AuthRequest request(exchange.method, out, target_begin, target_size,
                        upload == nullptr ? payload : std::string_view());
    call.auth->authorize(request);
    target_size = request.target().size();
    out += "\r\n";
  }
  const std::size_t head_end = out.size();
  out += payload;

  const std::string_view written = call.arena->copy(out);
  exchange.target = written.substr(target_begin, target_size);
  exchange.request_head = written.substr(0, head_end);
  exchange.request_body = written.substr(head_end);
  call.wire = upload == nullptr ? written : exchange.request_head;
}

}  // namespace traffic::detail
