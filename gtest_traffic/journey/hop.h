// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/http/exchange.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/journey/request_options.h"

namespace traffic {

// What goes to the next place that redirects lead one request to.
struct Hop {
  Method method = Method::kGet;
  Url url;
  std::vector<Parameter> headers;  // of this request alone
  bool has_body = true;
};

// Turns the request that a response redirects into the one it asks for (RFC 9110 §15.4): fields
// that hold secrets do not follow to another origin, nor those that describe a body that is left
// behind. Returns why that cannot be, or nothing.
std::optional<std::string> follow_redirect(const Exchange& redirect, Hop& hop);

}  // namespace traffic
