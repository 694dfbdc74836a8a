// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/request_writer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/codec/upload.h"

namespace traffic::detail {
namespace {

using namespace std::literals;

// Buffers of the thread; their contents are not used after a fiber has been suspended.
struct Scratch {
  std::string text;
  std::string payload;
  std::string wire;
};

thread_local Scratch scratch;

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
  fields.emplace_back("Range", to_string(range));
  if (!chosen) fields.emplace_back("Accept-Encoding", "identity");
  return fields;
}

}  // namespace

std::optional<Error> RequestWriter::address(const Path& path, const std::vector<Parameter>& query,
                                            Url& url) const {
  std::string& text = scratch.text;
  text.clear();
  path.append_to(text);
  text.resize(std::min(text.find('#'), text.size()));
  append_query(text, query);
  if (is_absolute_url(text)) return read_url(text, url);
  url.origin = *target_;
  url.target = target_->path_prefix;
  if (!text.starts_with('/')) url.target += '/';
  url.target += text;
  return std::nullopt;
}

std::string_view RequestWriter::write(Exchange& exchange, const Client& client,
                                      const Message& message, Arena& arena) const {
  auto& [text, payload, out] = scratch;
  const Origin& origin = client.origin();
  const bool at_home = origin == static_cast<const Origin&>(*target_);
  exchange.origin = origin_;
  if (!at_home) {
    text.clear();
    origin.append_to(text);
    exchange.origin = arena.copy(text);
  }
  payload.clear();
  if (!message.body->empty()) message.body->append_to(payload);

  const Proxy* const proxy = client.forwarding_proxy();
  out.clear();
  out.append(to_string(exchange.method)) += ' ';
  if (proxy != nullptr) out += exchange.origin;
  const std::size_t target_begin = out.size();
  out += message.target;
  out += " HTTP/1.1\r\n"sv;
  std::vector<Parameter> ranged;
  if (*message.range) ranged = with_range(*message.headers, **message.range);
  RequestFields fields{.method = exchange.method,
                       .elsewhere = at_home ? nullptr : &origin,
                       .extra = *message.range ? &ranged : message.headers,
                       .content_type = message.body->content_type(),
                       .content_length = payload.size(),
                       .trace_line = message.trace_line,
                       .cookies = message.cookies};
  if (message.upload != nullptr) fields.content_length = message.upload->size();
  if (proxy != nullptr) fields.proxy_authorization = proxy->authorization;
  head_.append_to(out, fields);
  std::size_t target_size = message.target.size();
  if (message.auth != nullptr) {
    out.resize(out.size() - 2);  // removes the blank line
    AuthRequest request(exchange.method, out, target_begin, target_size,
                        message.upload == nullptr ? payload : std::string_view());
    message.auth->authorize(request);
    target_size = request.target().size();
    out += "\r\n";
  }
  const std::size_t head_end = out.size();
  out += payload;

  const std::string_view written = arena.copy(out);
  exchange.target = written.substr(target_begin, target_size);
  exchange.request_head = written.substr(0, head_end);
  exchange.request_body = written.substr(head_end);
  return message.upload == nullptr ? written : exchange.request_head;
}

}  // namespace traffic::detail
