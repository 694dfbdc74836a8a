// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/failure_text.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/curl.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/redirect.h"
#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/json/pretty.h"
#include "gtest_traffic/match/condense.h"
#include "gtest_traffic/response.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

// Returns a readable body. Hides secrets before it cuts the text, because half a secret would not
// be recognised.
std::string body_text(std::string_view body) {
  if (!is_printable_text(body)) return fmt::format("({} bytes of binary)", body.size());
  const std::string hidden = redactor().redact(body);
  if (hidden.find_first_of("{[") == hidden.find_first_not_of(" \t\r\n")) {
    boost::system::error_code error;
    const boost::json::value json = boost::json::parse(hidden, error);
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

void append_exchange(std::string& out, const FailureContext& context) {
  const Exchange& exchange = *context.exchange;
  if (exchange.redirected_from != nullptr) {
    out += "\nredirects\n";
    append_indented(out, trim(redirects_text(exchange)));
  }
  out += fmt::format("\nrequest (step {}, {}:{}) to {}\n", context.step_number,
                     exchange.location.file, exchange.location.line, exchange.origin);
  append_message(out, exchange.request_head, exchange.request_body);
  if (exchange.status == 0) {
    out += fmt::format("\n{}\n", no_response_text(exchange));
  } else {
    out += "\nresponse\n";
    append_message(out, exchange.response_head, exchange.body);
    if (exchange.streamed_size > 0) {
      out += fmt::format("\n  ({} bytes that were not held)\n", exchange.streamed_size);
    }
  }
  const Timings& timings = exchange.timings;
  const std::string redirects = timings.redirects > Duration(0)
                                    ? fmt::format("redirects {}, ", to_string(timings.redirects))
                                    : "";
  const std::string tls =
      timings.tls > Duration(0) ? fmt::format(" (of it TLS {})", to_string(timings.tls)) : "";
  out += fmt::format("\ntiming: {} in all, {}connect {}{}, first byte {}; attempts: {}\n",
                     to_string(timings.total), redirects, to_string(timings.connect), tls,
                     to_string(timings.first_byte), exchange.attempts);
}

}  // namespace

std::string failure_line(const FailureContext& context, std::string_view assertion_message) {
  std::string what = condense(redactor().redact(assertion_message));
  if (!context.polled.empty()) what += fmt::format(" ({})", context.polled);
  if (context.step.empty()) return fmt::format("{}: {}", context.journey, what);
  return fmt::format("{}, step '{}': {}", context.journey, context.step, what);
}

std::string failure_text(const FailureContext& context, std::string_view assertion_message,
                         std::string_view file, int line) {
  std::string out = failure_line(context, assertion_message);
  out += fmt::format("\n\n{}:{}\n{}\n", file, line, trim(redactor().redact(assertion_message)));
  if (context.exchange != nullptr) append_exchange(out, context);
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
  return out;
}

}  // namespace traffic::detail
