// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/redirect.h"

#include <fmt/format.h>

#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/response.h"

namespace traffic::detail {

bool leads_on(const Exchange& exchange) {
  if (!is_redirect(exchange.status)) return false;
  const auto location = find_header(exchange.response_head, "Location");
  return location && !location->empty();
}

std::string redirects_text(const Exchange& exchange) {
  std::string text;
  for (const Exchange* hop = exchange.redirected_from; hop != nullptr; hop = hop->redirected_from) {
    const std::string line = fmt::format(
        "{} of {} {}{} redirects to '{}'\n", status_text(*hop), to_string(hop->method), hop->origin,
        hop->target, find_header(hop->response_head, "Location").value_or(std::string_view{}));
    text.insert(0, redactor().redact(line));
  }
  return text;
}

std::string redirect_chain(const Exchange& exchange) {
  std::string text;
  for (const Exchange* hop = &exchange; hop != nullptr; hop = hop->redirected_from) {
    if (!text.empty()) text.insert(0, " -> ");
    text.insert(0, redactor().redact(fmt::format("{}{}", hop->origin, hop->target)));
  }
  return text;
}

}  // namespace traffic::detail
