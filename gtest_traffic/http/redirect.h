// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/http/exchange.h"

namespace traffic {

// Tells whether a status sends the client elsewhere (RFC 9110 §15.4): 301, 302, 303, 307 and 308.
constexpr bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Returns the method of the request a redirect leads to, as browsers choose it: 303 makes
// everything but HEAD a GET, 301 and 302 a POST only, 307 and 308 nothing.
constexpr Method redirected_method(int status, Method method) {
  const bool to_get = status == 303 ? method != Method::kHead
                                    : (status == 301 || status == 302) && method == Method::kPost;
  return to_get ? Method::kGet : method;
}

// Returns one line for each redirect that led to an exchange, in order:
// `303 See Other of POST http://127.0.0.1:8080/login leads to '/home'`. Secrets are hidden.
std::string redirects_text(const Exchange& exchange);

// Returns the way in short, `http://a/login -> http://a/home`, the exchange's own URL included.
// Secrets are hidden.
std::string redirect_chain(const Exchange& exchange);

}  // namespace traffic
