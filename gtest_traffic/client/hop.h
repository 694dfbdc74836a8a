// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/exchange.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/request_options.h"

namespace traffic::detail {

// The parts of a request that the next hop of a redirect chain needs.
struct Hop {
  Method method = Method::kGet;
  Url url;
  std::vector<Parameter> headers;  // headers of this request only
  bool has_body = true;
};

// Converts a redirected request to the next one (RFC 9110 §15.4). Headers with secrets are not sent
// to another origin, and a `Cookie` header is not sent again. Headers that describe a dropped body
// are removed. Returns the reason if the redirect cannot be followed, otherwise `std::nullopt`.
std::optional<std::string> follow_redirect(const Exchange& redirect, Hop& hop);

}  // namespace traffic::detail
