// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/failure_text.h"

#include <fmt/format.h>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/charset.h"
#include "gtest_traffic/http/curl.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/redirect.h"
#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/json/pretty.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/response.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

// Returns a readable body. Hides secrets before it cuts the text, because the redactor does not
// recognize a part of a secret.
std::string body_text(std::string_view body) {
  if (!is_printable_text(body)) return fmt::format("({} bytes of binary data)", body.size());
  const std::string hidden = redactor().redact(body);
  if (hidden.find_first_of("{[") == hidden.find_first_not_of(" \t\r\n")) {
    boost::system::error_code error;
    const boost::json::value json = parse_json(hidden, error);
    if (!error) return pretty(json, kMaxBody);
  }
  return excerpt(hidden, kMaxBody);
}

void append_indented(std::string& out, std::string_view text) {
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) out.append("  ").append(line);
    out += '\n';
  }
}

void append_message(std::string& out, std::string_view head, std::string_view body) {
  append_indented(out, excerpt(trim(redactor().redact_head(head)), kMaxBody));
  if (body.empty()) return;
  out += '\n';
  append_indented(out, body_text(body));
}

// Returns the line that sent the request, without the parts that `check_at` already contains.
std::string sent_at(const Location& request, const Location& check_at) {
  if (std::string_view(request.file) != check_at.file) {
    return fmt::format(", {}:{}", request.file, request.line);
  }
  return request.line == check_at.line ? "" : fmt::format(", line {}", request.line);
}

// Returns the reason for a missing response, without the parts that the first line already
// contains.
std::string no_response(const Exchange& exchange, std::string_view first_line) {
  const std::string whole = no_response_text(exchange);
  if (first_line.find(printable(whole)) != std::string_view::npos) return "no response";
  const std::string kind = fmt::format("no response ({})", to_string(exchange.failure));
  if (first_line.find(kind) == std::string_view::npos) return whole;
  if (exchange.failure_detail.empty()) return "no response";
  return fmt::format("no response: {}", redactor().redact(exchange.failure_detail));
}

void append_exchange(std::string& out, const FailureContext& context, Location check_at) {
  const Exchange& exchange = *context.exchange;
  if (exchange.redirected_from != nullptr) {
    out += "\nredirects\n";
    append_indented(out, trim(redirects_text(exchange)));
  }
  const std::string first_line = out.substr(0, out.find('\n'));
  out += fmt::format("\nrequest (step {}{}) to {}\n", context.step_number,
                     sent_at(exchange.location, check_at), exchange.origin);
  append_message(out, exchange.request_head, exchange.request_body);
  if (exchange.status == 0) out += fmt::format("\n{}\n", no_response(exchange, first_line));
  if (exchange.status != 0 || !exchange.response_head.empty()) {
    out += exchange.status != 0 ? "\nresponse\n" : "\nreceived\n";
    std::string room;
    append_message(out, exchange.response_head, readable_body(exchange, room));
    if (exchange.streamed_size > 0) {
      out += fmt::format("\n  ({} bytes that were streamed)\n", exchange.streamed_size);
    }
  }
  const Timings& timings = exchange.timings;
  const std::string redirects = timings.redirects > Duration(0)
                                    ? fmt::format("redirects {}, ", to_string(timings.redirects))
                                    : "";
  const std::string tls =
      timings.tls > Duration(0) ? fmt::format(", of which TLS {}", to_string(timings.tls)) : "";
  out += fmt::format("\ntiming: total {}, {}connect {}{}, first byte {}; attempts: {}\n",
                     to_string(timings.total), redirects, to_string(timings.connect), tls,
                     to_string(timings.first_byte), exchange.attempts);
}

}  // namespace

std::string failure_line(const FailureContext& context, const CheckText& check) {
  return headline(context.journey, context.step, check.summary);
}

std::string failure_text(const FailureContext& context, const CheckText& check, Location check_at) {
  std::string out = failure_line(context, check) + '\n';
  if (!context.polled.empty()) out += fmt::format("the last of {}\n", context.polled);
  if (!check.details.empty()) out += redactor().redact(check.details) + '\n';
  if (context.exchange != nullptr) append_exchange(out, context, check_at);
  if (!context.row.empty()) out += fmt::format("row: {}\n", context.row);
  out += fmt::format("seed: {}, user: {}, iteration: {}\n", context.seed, context.user,
                     context.iteration);
  if (context.exchange != nullptr) {
    const std::string_view trace = trace_id_of(context.exchange->request_head);
    if (!trace.empty()) out += fmt::format("trace: {}\n", trace);
  }
  if (!context.har.empty()) out += fmt::format("requests: {}\n", context.har);
  if (context.exchange != nullptr) {
    out += fmt::format("\nsend the request again:\n{}\n", to_curl(*context.exchange));
  }
  if (!context.rerun_command.empty()) {
    out += fmt::format("\nrun the test again:\n{}\n", context.rerun_command);
  }
  return printable_lines(without_secrets(out));
}

}  // namespace traffic::detail
