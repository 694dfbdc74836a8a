// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/exchange.h"

namespace traffic::detail {

// Tells whether a status is a redirect that the client follows (RFC 9110, section 15.4): 301, 302,
// 303, 307 or 308.
constexpr bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Tells whether a response redirects to a Location. Without a Location, or with an empty one, a
// response with such a status is the final response (RFC 9110, section 15.4), as for curl.
bool leads_on(const Exchange& exchange);

// Returns the method of the request after a redirect, as browsers select it. After 303, all methods
// except HEAD become GET. After 301 and 302, POST becomes GET. After 307 and 308, the method stays.
constexpr Method redirected_method(int status, Method method) {
  const bool to_get = status == 303 ? method != Method::kHead
                                    : (status == 301 || status == 302) && method == Method::kPost;
  return to_get ? Method::kGet : method;
}

// Returns one line for each redirect before an exchange, in order: `303 See Other of POST
// http://127.0.0.1:8080/login redirects to '/home'`. Secrets are hidden.
std::string redirects_text(const Exchange& exchange);

// Returns the URLs of the redirects and of the exchange: `http://a/login -> http://a/home`. Secrets
// are hidden.
std::string redirect_chain(const Exchange& exchange);

}  // namespace traffic::detail
