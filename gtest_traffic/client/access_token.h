// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"

namespace traffic::detail {

// The response of a token endpoint (RFC 6749 §5.1).
struct AccessToken {
  std::string authorization;      // `Bearer …`
  std::string refresh = {};       // empty: no refresh token
  Time renew_at = Time::max();    // shortly before it expires
  Time expires_at = Time::max();  // Time::max(): unknown
};

// Parses the response of a token endpoint to a request at `now`. The token is renewed when a tenth
// of its lifetime is left, or 30 s if that is less. The redactor then hides the secrets of the
// token.
Expected<AccessToken> read_access_token(std::string_view body, Time now);

// Returns one line that explains why there is no token: `status 401: invalid_client, unknown
// client` (RFC 6749 §5.2). Hides secrets.
std::string token_refusal(int status, std::string_view body);

}  // namespace traffic::detail
