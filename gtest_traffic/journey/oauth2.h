// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/http/auth.h"
#include "gtest_traffic/journey/request_options.h"

namespace traffic {

// Says how a client proves to the token endpoint who it is (RFC 6749 §2.3.1).
enum class ClientProof : std::uint8_t { kBasic, kBody };

// Says where tokens come from, and for whom. With a user name it is the password grant
// (RFC 6749 §4.3), else client credentials (§4.4).
struct OAuth2 {
  std::string token_url = {};      // a whole URL, or a path of the target
  std::string client_id = {};      //
  std::string client_secret = {};  // empty: a public client
  std::string username = {};
  std::string password = {};
  std::string scope = {};                          // parts apart by spaces
  std::vector<Parameter> parameters = {};          // more of them: `{{"audience", "orders"}}`
  ClientProof client_proof = ClientProof::kBasic;  // `kBody` where the endpoint reads only forms
};

// Sends a bearer token that all virtual users of the process with the same options share. It is
// fetched once, renewed before it expires, by its refresh token where there is one, and when a
// server refuses it (401): that request is then sent once more.
std::shared_ptr<Auth> oauth2(OAuth2 options);

}  // namespace traffic
