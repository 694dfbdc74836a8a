// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"

namespace traffic {

// What a token endpoint gave (RFC 6749 §5.1).
struct AccessToken {
  std::string authorization;      // `Bearer …`
  std::string refresh = {};       // empty: none
  Time renew_at = Time::max();    // some time before it expires
  Time expires_at = Time::max();  // max: the endpoint did not say
};

// Reads the body of a token endpoint's answer to a request of `now`. The token is renewed a tenth
// of its life before it ends, at most 30 s. From then on the redactor hides what it holds.
Expected<AccessToken> read_access_token(std::string_view body, Time now);

// Says in one line why there is no token: `status 401: invalid_client, unknown client`
// (RFC 6749 §5.2). Secrets are hidden.
std::string token_refusal(int status, std::string_view body);

}  // namespace traffic
