// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/hop.h"

#include <fmt/format.h>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/redirect.h"

namespace traffic::detail {
namespace {

bool describes_a_body(std::string_view name) {
  constexpr std::string_view kContent = "content-";
  return equals_ignoring_case(name.substr(0, kContent.size()), kContent);
}

}  // namespace

std::optional<std::string> follow_redirect(const Exchange& redirect, Hop& hop) {
  const std::string_view location =
      find_header(redirect.response_head, "Location").value_or(std::string_view{});
  const Origin from = hop.url.origin;
  if (const auto error = resolve_reference(location, hop.url)) {
    return fmt::format("the {} cannot be followed: {}", redirect.status, error->message);
  }
  if (hop.url.origin != from) {
    std::erase_if(hop.headers, [](const Parameter& field) {
      return holds_secret(field.name, field.value) || equals_ignoring_case(field.name, "Host");
    });
  }
  // A `Cookie` header replaces the user's stored cookies only for its own request.
  std::erase_if(hop.headers,
                [](const Parameter& field) { return equals_ignoring_case(field.name, "Cookie"); });
  const Method method = redirected_method(redirect.status, hop.method);
  if (method != hop.method) {
    hop.method = method;
    hop.has_body = false;
    std::erase_if(hop.headers, [](const Parameter& field) { return describes_a_body(field.name); });
  }
  return std::nullopt;
}

}  // namespace traffic::detail
