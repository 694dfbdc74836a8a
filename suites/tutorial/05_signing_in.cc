// SPDX-License-Identifier: Apache-2.0
// Authenticates requests. Secrets come from the environment and are never printed.
#include <gtest_traffic/gtest_traffic.h>

using namespace testing;
using namespace traffic;

class Member : public User {
 protected:
  void SetUp() override { http.auth(basic("ada", secret("ADA_PASSWORD"))); }
};

JOURNEY(Member, SignsIn) {
  EXPECT_THAT(http.get("/basic"), AllOf(StatusIs(200), JsonAt("/user", "ada")));
}

JOURNEY(Member, CannotSignInWithoutThePassword, .weight = 0) {
  EXPECT_THAT(http.get("/basic", {.auth = no_auth()}), StatusIs(401));
  EXPECT_THAT(http.get("/basic", {.auth = basic("ada", "a guess")}), StatusIs(401));
}

JOURNEY(Member, SignsInWithADigest, .weight = 0) {
  http.auth(digest("ada", secret("ADA_PASSWORD")));
  EXPECT_THAT(http.get("/digest"), StatusIs(200));
}

// All users of a run share one token, which is renewed before it expires.
class Service : public User {
 protected:
  void SetUp() override {
    http.auth(oauth2({.token_url = "/token",
                      .client_id = "tutorial",
                      .client_secret = secret("CLIENT_SECRET"),
                      .scope = "orders"}));
  }
};

JOURNEY(Service, UsesAToken) { EXPECT_THAT(http.get("/bearer"), StatusIs(200)); }
