// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/auth.h"
#include "gtest_traffic/request_options.h"

namespace traffic {

// Selects how a client authenticates to the token endpoint (RFC 6749 §2.3.1).
enum class ClientProof : std::uint8_t { kBasic, kBody };

// Configures the token endpoint and the credentials. With a user name, the grant is the password
// grant (RFC 6749 §4.3); otherwise it is client credentials (§4.4).
struct OAuth2 {
  std::string token_url = {};  // complete URL, or path of the target
  std::string client_id = {};
  std::string client_secret = {};  // empty: public client
  std::string username = {};
  std::string password = {};
  std::string scope = {};                  // values separated by spaces
  std::vector<Parameter> parameters = {};  // additional parameters: `{{"audience", "orders"}}`
  ClientProof client_proof = ClientProof::kBasic;  // `kBody` if the endpoint accepts only forms
};

// Sends a bearer token, which all virtual users of the process with equal options share. The token
// is fetched once and renewed before it expires, with its refresh token if there is one. If a
// server rejects the token (401), it is renewed and the request is sent once more.
std::shared_ptr<Auth> oauth2(OAuth2 options);

}  // namespace traffic
