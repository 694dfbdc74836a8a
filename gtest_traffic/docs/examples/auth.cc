// SPDX-License-Identifier: Apache-2.0
#include "fixtures/auth.h"

#include <gmock/gmock.h>
#include <gtest_traffic/gtest_traffic.h>
#include <gtest_traffic/suite.h>

#include <cstdlib>

#include "fixtures/embedded.h"

using namespace testing;
using namespace traffic;

class Client : public User {
 protected:
  void SetUp() override {
    http.auth(oauth2({.token_url = "/token",
                      .client_id = "tutorial",
                      .client_secret = secret("CLIENT_SECRET"),
                      .scope = "orders:read orders:write"}));
  }
};

JOURNEY(Client, UsesAToken) {
  EXPECT_THAT(http.get("/bearer"), AllOf(StatusIs(200), JsonAt("/user", "ada")));
}

JOURNEY(Client, RenewsARevokedToken, .weight = 0) {
  http.auth(oauth2({.token_url = "/token",
                    .client_id = "tutorial",
                    .client_secret = secret("CLIENT_SECRET"),
                    .parameters = {{"for", fake.uuid()}}}));  // a token that nobody else uses
  ASSERT_THAT(http.post("/revoke"), StatusIs(204));
  auto account = http.get("/bearer");
  EXPECT_THAT(account, StatusIs(200));
  EXPECT_EQ(account.attempts(), 2);
}

// Each kind of SetUp needs its own user class, because SetUp runs for all journeys of its class.
class PasswordClient : public User {
 protected:
  void SetUp() override {
    http.auth(oauth2({.token_url = "/token",
                      .client_id = "tutorial",
                      .client_secret = secret("CLIENT_SECRET"),
                      .username = "ada",
                      .password = secret("ADA_PASSWORD")}));
  }
};

JOURNEY(PasswordClient, UsesThePasswordGrant) { EXPECT_THAT(http.get("/bearer"), StatusIs(200)); }

class DigestClient : public User {
 protected:
  void SetUp() override { http.auth(digest("ada", secret("ADA_PASSWORD"))); }
};

JOURNEY(DigestClient, SupportsEveryDigest) {
  for (const char* const algorithm :
       {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"}) {
    EXPECT_THAT(http.get("/digest?algorithm={}", algorithm), StatusIs(200)) << algorithm;
  }
  EXPECT_THAT(http.post("/digest", {{"text", "a body"}}), StatusIs(200));
}

JOURNEY(DigestClient, ReusesANonce, .weight = 0) {
  int attempts = 0;
  for (int i = 0; i < 20; ++i) {
    auto page = http.get("/digest");
    EXPECT_THAT(page, StatusIs(200));
    attempts += page.attempts();
  }
  EXPECT_EQ(attempts, 23);  // this server accepts each nonce nine times
}

JOURNEY(Client, ChangesAuthenticationForOneRequest) {
  EXPECT_THAT(http.get("/basic", {.auth = basic("ada", secret("ADA_PASSWORD"))}), StatusIs(200));
  EXPECT_THAT(http.get("/bearer", {.auth = no_auth()}), StatusIs(401));
}

// Signs each request, for services that require a signature.
class Signature : public Auth {
 public:
  void authorize(AuthRequest& request) override {
    const std::size_t sum = std::hash<std::string_view>()(request.target()) ^
                            std::hash<std::string_view>()(request.body());
    request.add_header("X-Signature", std::to_string(sum));
    request.add_header("X-API-Key", "key-of-ada");
  }
};

class SigningClient : public User {
 protected:
  void SetUp() override { http.auth(std::make_shared<Signature>()); }
};

JOURNEY(SigningClient, SignsItsRequests) { EXPECT_THAT(http.get("/key"), StatusIs(200)); }

namespace {

const bool kDeclared =
    declare_suite({.start_target = [] { return traffic::fixtures::embedded("auth"); }});

const std::string kPassword(traffic::fixtures::kAuthPassword);
const bool kSecretsSet = setenv("ADA_PASSWORD", kPassword.c_str(), 0) == 0 &&
                         setenv("CLIENT_SECRET", kPassword.c_str(), 0) == 0;

}  // namespace
