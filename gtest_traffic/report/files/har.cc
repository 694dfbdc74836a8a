// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/har.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/cookie.h"
#include "gtest_traffic/http/charset.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/report/files/json_text.h"
#include "gtest_traffic/response.h"
#include "gtest_traffic/version.h"

namespace traffic::detail {
namespace {

using boost::json::array;
using boost::json::object;

double spent_ms(Duration duration) { return std::max(0.0, ms_of(duration)); }

array headers_of(std::string_view redacted_head) {
  array fields;
  HeaderReader reader(redacted_head);
  while (const auto field = reader.next()) {
    fields.push_back(object{{"name", field->name}, {"value", field->value}});
  }
  return fields;
}

std::string_view text_of(SendCause cause) {
  switch (cause) {
    case SendCause::kRedirect:
      return "redirect";
    case SendCause::kRetry:
      return "retry";
    case SendCause::kCredentials:
      return "credentials";
    case SendCause::kReconnect:
      return "reconnect";
    case SendCause::kExpectation:
      return "expectation";
    default:
      return "";
  }
}

// Returns the query parameters in the escaped form of the URL.
array query_of(std::string_view url) {
  array parameters;
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return parameters;
  for (const std::string_view one : split(url.substr(mark + 1), '&')) {
    const std::size_t equals = std::min(one.find('='), one.size());
    parameters.push_back(object{{"name", one.substr(0, equals)},
                                {"value", one.substr(std::min(equals + 1, one.size()))}});
  }
  return parameters;
}

// Returns the names of the cookies of a request. Their values are secrets.
array cookies_sent(std::string_view head) {
  array cookies;
  HeaderReader reader(head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "Cookie")) continue;
    const std::string hidden = redacted(field->value);  // before a part of a secret is cut off
    for (const std::string_view pair : split(hidden, ';')) {
      const std::string_view name = trim(pair.substr(0, pair.find('=')));
      if (!name.empty()) cookies.push_back(object{{"name", name}, {"value", "***"}});
    }
  }
  return cookies;
}

// Returns the cookies that a response sets, without their values.
array cookies_set(std::string_view head) {
  array cookies;
  HeaderReader reader(head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "Set-Cookie")) continue;
    const std::string hidden = redacted(field->value);
    const auto cookie = parse_cookie(hidden);
    if (!cookie) continue;
    object entry{{"name", cookie->name},
                 {"value", "***"},
                 {"httpOnly", cookie->http_only},
                 {"secure", cookie->secure}};
    if (!cookie->path.empty()) entry["path"] = cookie->path;
    if (!cookie->domain.empty()) entry["domain"] = cookie->domain;
    if (cookie->expires) entry["expires"] = rfc3339(WallTime(cookie->expires->time_since_epoch()));
    cookies.push_back(std::move(entry));
  }
  return cookies;
}

// Adds the text of a body to `to`, or the reason for its absence.
void add_body(object& to, std::string_view body) {
  if (!is_printable_text(body)) {
    to["text"] = "";
    to["comment"] = fmt::format("{} bytes of binary data", body.size());
    return;
  }
  const std::string hidden = redactor().redact(body);
  to["text"] = excerpt(hidden, kMaxHarBody);
  if (hidden.size() > kMaxHarBody) {
    to["comment"] = fmt::format("truncated to {} of {} bytes", kMaxHarBody, hidden.size());
  }
}

object request_of(const Exchange& exchange) {
  const std::string head = redactor().redact_head(exchange.request_head);
  const std::string url =
      redactor().redact(std::string(exchange.origin) + std::string(exchange.target));
  object request{{"method", to_string(exchange.method)},
                 {"url", url},
                 {"httpVersion", "HTTP/1.1"},
                 {"cookies", cookies_sent(exchange.request_head)},
                 {"headers", headers_of(head)},
                 {"queryString", query_of(url)},
                 {"headersSize", exchange.request_head.size()},
                 {"bodySize", exchange.request_body.size()}};
  if (!exchange.request_body.empty()) {
    object data{{"mimeType", find_header(head, "Content-Type").value_or("")}};
    add_body(data, exchange.request_body);
    request["postData"] = std::move(data);
  }
  return request;
}

object response_of(const Exchange& exchange) {
  const std::string head = redactor().redact_head(exchange.response_head);
  object content{{"size", exchange.body.size()},
                 {"mimeType", find_header(head, "Content-Type").value_or("")}};
  std::string room;
  add_body(content, readable_body(exchange, room));
  const std::string status = redactor().redact(status_text(exchange));
  const std::size_t space = std::min(status.find(' '), status.size());
  object response{
      {"status", exchange.status},
      {"statusText", status.substr(std::min(space + 1, status.size()))},
      {"httpVersion", head.starts_with("HTTP/") ? head.substr(0, head.find_first_of(" \r\n")) : ""},
      {"cookies", cookies_set(exchange.response_head)},
      {"headers", headers_of(head)},
      {"content", std::move(content)},
      {"redirectURL", find_header(head, "Location").value_or("")},
      {"headersSize", exchange.response_head.size()},
      {"bodySize", exchange.wire_size}};
  if (exchange.status == 0) {
    response["statusText"] = "";
    response["comment"] = no_response_text(exchange);
  }
  return response;
}

// Returns the time of an exchange without the redirects before it, which have entries of their own.
Duration own_time(const Timings& timings) { return timings.total - timings.redirects; }

object timings_of(const Timings& timings) {
  const Duration receive = own_time(timings) - timings.connect - timings.first_byte;
  return {{"blocked", -1},
          {"dns", -1},
          {"connect", timings.connect.count() > 0 ? spent_ms(timings.connect) : -1},
          {"send", 0},
          {"wait", spent_ms(timings.first_byte)},
          {"receive", spent_ms(receive)},
          {"ssl", -1}};
}

}  // namespace

void Har::add(const Exchange& exchange, WallTime started) {
  if (++count_ > kMaxHarEntries) return;
  object entry{{"startedDateTime", rfc3339(started)},
               {"time", spent_ms(own_time(exchange.timings))},
               {"request", request_of(exchange)},
               {"response", response_of(exchange)},
               {"cache", object()},
               {"timings", timings_of(exchange.timings)},
               {"comment", redactor().redact(exchange.name)}};
  const std::string_view trace = trace_id_of(exchange.request_head);
  if (!trace.empty()) entry["_traceId"] = trace;
  if (exchange.cause != SendCause::kAsked) entry["_cause"] = text_of(exchange.cause);
  append_json(entries_.emplace_back(Entry{exchange.sent, {}}).json, entry);
}

void Har::clear() {
  entries_.clear();
  count_ = 0;
}

std::string Har::text() const {
  std::vector<const Entry*> in_order;
  for (const Entry& entry : entries_) in_order.push_back(&entry);
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const Entry* a, const Entry* b) { return a->sent < b->sent; });
  std::string entries;
  for (const Entry* const entry : in_order) {
    if (!entries.empty()) entries += ",\n";
    entries += entry->json;
  }
  std::string comment;
  if (count_ > kMaxHarEntries) {
    comment = fmt::format(",\"comment\":\"the first {} of {} requests\"", kMaxHarEntries, count_);
  }
  return fmt::format(
      "{{\"log\":{{\"version\":\"1.2\",\"creator\":{{\"name\":\"gtest_traffic\",\"version\":\"{}\"}"
      "},"
      "\"entries\":[\n{}\n]{}}}}}\n",
      kVersion, entries, comment);
}

}  // namespace traffic::detail
