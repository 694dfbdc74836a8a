// SPDX-License-Identifier: Apache-2.0
// Tests journeys with authentication.
#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <set>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/oauth2.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Use = RunContext::Use;

// `/echo` returns the request, `/token` issues tokens, and `/me` requires one. `/guarded` requires
// digest authentication with a nonce that is valid twice. The other server also has `/echo`.
class AuthWalkTest : public testing::TestWithParam<Use> {
 protected:
  AuthWalkTest() {
    for (Server* const server : {&crowd_.server, &other_}) {
      for (const char* const method : {"GET", "POST"}) {
        server->route(method, "/echo", [](const ServerRequest& request) {
          return ServerResponse{.body = std::string(request.head) + std::string(request.body),
                                .headers = {}};
        });
        server->route(method, "/to", [](const ServerRequest& request) {
          return ServerResponse{.status = 307,
                                .headers = {{"Location", request.query_value("url")}}};
        });
      }
    }
    Server& server = crowd_.server;
    server.route("POST", "/token", [this](const ServerRequest& request) { return give(request); });
    for (const char* const method : {"GET", "POST"}) {
      server.route(method, "/me", [this](const ServerRequest& request) {
        const std::lock_guard lock(mutex_);
        const bool known = tokens_.contains(std::string(request.header("Authorization")));
        return ServerResponse{
            .status = known ? 200 : 401, .body = std::string(request.body), .headers = {}};
      });
      server.route(method, "/guarded",
                   [this](const ServerRequest& request) { return guard(request); });
    }
    other_.start();
  }

  ServerResponse give(const ServerRequest& request) {
    const std::lock_guard lock(mutex_);
    asked_.emplace_back(request.body);
    proofs_.emplace_back(request.header("Authorization"));
    if (refuses_) {
      return {.status = 400,
              .body = R"({"error":"invalid_scope","error_description":"secret-of-client is out"})",
              .headers = {}};
    }
    const std::string token = "token-" + std::to_string(asked_.size());
    tokens_ = {"Bearer " + token};
    return {.body = R"({"access_token":")" + token + R"(","refresh_token":"refresh-)" +
                    std::to_string(asked_.size()) + R"(","expires_in":3600})",
            .headers = {}};
  }

  ServerResponse guard(const ServerRequest& request) {
    const std::string nonce = "nonce-" + std::to_string(guarded_++ / 3);
    const std::string_view proof = request.header("Authorization");
    if (proof.find("nonce=\"" + nonce) == std::string_view::npos) {
      return {.status = 401,
              .body = "who?",
              .headers = {{"WWW-Authenticate", "Digest realm=\"r\", qop=\"auth\", nonce=\"" +
                                                   nonce + "\", stale=true"}}};
    }
    return {.body = std::string(proof) + std::string(request.body), .headers = {}};
  }

  OAuth2 client() {
    return {.token_url = "/token", .client_id = "me", .client_secret = "secret-of-client"};
  }

  void walk(const Crowd::Body& body, int users = 1, int times = 1) {
    for (int i = 0; i < users; ++i) crowd_.add(body);
    crowd_.walk(times);
    for (const auto& failures : crowd_.failures) {
      for (const JourneyFailure& failure : failures) ADD_FAILURE() << failure.text;
    }
    for (const DistinctFailure& failure : crowd_.report.failures) ADD_FAILURE() << failure.message;
  }

  std::mutex mutex_;
  std::vector<std::string> asked_;   // requests to /token
  std::vector<std::string> proofs_;  // proofs of the client in these requests
  std::set<std::string> tokens_;
  bool refuses_ = false;
  int guarded_ = 0;
  Crowd crowd_{GetParam()};
  Server other_;
};

INSTANTIATE_TEST_SUITE_P(Uses, AuthWalkTest, testing::Values(Use::kTest, Use::kLoad),
                         [](const auto& test) {
                           return test.param == Use::kTest ? "AsTests" : "UnderLoad";
                         });

TEST_P(AuthWalkTest, CredentialsGoToTargetOnly) {
  const std::string there = other_.url() + "/echo";
  walk([&](Visitor& visitor) {
    visitor.http.auth(basic("ada", "lovelace"));
    const auto has = HasSubstr("Authorization: Basic YWRhOmxvdmVsYWNl\r\n\r\n");
    EXPECT_THAT(std::string(visitor.http.get("/echo").body()), has);
    EXPECT_THAT(std::string(visitor.http.get("/to?url={}", "/echo").body()), has);
    EXPECT_THAT(std::string(visitor.http.get(there).body()), Not(HasSubstr("Authorization")));
    EXPECT_THAT(std::string(visitor.http.post({"/to?url={}", there}, raw("x")).body()),
                AllOf(Not(HasSubstr("Authorization")), HasSubstr("\r\n\r\nx")));
    visitor.http.auth(nullptr);
    EXPECT_THAT(std::string(visitor.http.get("/echo").body()), Not(HasSubstr("Authorization")));
  });
}

TEST_P(AuthWalkTest, RequestOverridesCredentials) {
  const std::string there = other_.url() + "/echo";
  walk([&](Visitor& visitor) {
    visitor.http.auth(bearer("mine-1"));
    const auto body = [&](const Path& path, std::shared_ptr<Auth> auth) {
      return std::string(visitor.http.get(path, {.auth = std::move(auth)}).body());
    };
    EXPECT_THAT(body("/echo", bearer("yours-1")), HasSubstr("Authorization: Bearer yours-1\r\n"));
    EXPECT_THAT(body("/echo", no_auth()), Not(HasSubstr("Authorization")));
    EXPECT_THAT(body(there, bearer("theirs-1")), HasSubstr("Bearer theirs-1"));
    EXPECT_THAT(body({"/to?url={}", there}, bearer("yours-1")), Not(HasSubstr("Authorization")));
    EXPECT_THAT(
        std::string(visitor.http.get("/echo", {.headers = {{"Authorization", "by hand"}}}).body()),
        AllOf(HasSubstr("Authorization: by hand\r\n"), Not(HasSubstr("mine-1"))));
  });
}

TEST_P(AuthWalkTest, QueryKeyExtendsTargetButNotName) {
  walk([&](Visitor& visitor) {
    visitor.http.auth(api_key_in_query("key", "k-999999"));
    const auto response = visitor.http.get("/echo?page={}", 1);
    EXPECT_EQ(response.exchange().target, "/echo?page=1&key=k-999999");
    EXPECT_THAT(std::string(response.body()), StartsWith("GET /echo?page=1&key=k-999999 HTTP"));
  });
  EXPECT_TRUE(crowd_.report.steps.contains("GET /echo?page={}"));
}

TEST_P(AuthWalkTest, DigestChallengeServesManyRequests) {
  walk([&](Visitor& visitor) {
    visitor.http.auth(digest("user", "pass-word"));
    const auto first = visitor.http.post("/guarded", raw("body"));
    EXPECT_THAT(first, StatusIs(200));
    EXPECT_THAT(std::string(first.body()), AllOf(HasSubstr("nc=00000001"), HasSubstr("body")));
    EXPECT_EQ(first.attempts(), 2);
    const auto second = visitor.http.get("/guarded");
    EXPECT_THAT(std::string(second.body()), HasSubstr("nc=00000002"));
    EXPECT_EQ(second.attempts(), 1);
    EXPECT_EQ(visitor.http.get("/guarded").attempts(), 2) << "the nonce is stale";
  });
  EXPECT_EQ(crowd_.report.total.requests, 3U);
  EXPECT_EQ(crowd_.report.total.attempts, 5U);
}

TEST_P(AuthWalkTest, StreamedBodyReturns401) {
  walk([&](Visitor& visitor) {
    visitor.http.auth(digest("user", "pass-word"));
    int calls = 0;
    const auto source = [&](std::span<char> buffer) -> std::size_t {
      buffer[0] = 'x';
      return calls++ == 0 ? 1 : 0;
    };
    EXPECT_THAT(visitor.http.post("/guarded", streamed(source)), StatusIs(401));
  });
}

TEST_P(AuthWalkTest, AllUsersShareOneToken) {
  walk(
      [&](Visitor& visitor) {
        visitor.http.auth(oauth2(client()));
        EXPECT_THAT(visitor.http.get("/me"), StatusIs(200));
      },
      20, 3);
  EXPECT_THAT(asked_, ElementsAre("grant_type=client_credentials"));
  EXPECT_THAT(proofs_, ElementsAre("Basic bWU6c2VjcmV0LW9mLWNsaWVudA=="));
  EXPECT_EQ(crowd_.report.total.requests, 60U) << "the token request is not a step";
  EXPECT_EQ(crowd_.report.set_up.requests, 1U);
}

TEST_P(AuthWalkTest, RefusedTokenIsRenewed) {
  walk([&](Visitor& visitor) {
    OAuth2 person = client();
    person.username = "ada";
    person.password = "love lace";
    person.scope = "a b";
    person.parameters.emplace_back("audience", "x");
    person.client_proof = ClientProof::kBody;
    visitor.http.auth(oauth2(person));
    {
      const std::lock_guard lock(mutex_);
      tokens_.clear();
    }
    const auto response = visitor.http.post("/me", raw("body"));
    EXPECT_THAT(response, AllOf(StatusIs(200), BodyIs("body")));
    EXPECT_EQ(response.attempts(), 2);
    EXPECT_THAT(visitor.http.get("/me"), StatusIs(200));
  });
  const std::string rest = "&scope=a+b&audience=x&client_id=me&client_secret=secret-of-client";
  EXPECT_THAT(asked_, ElementsAre("grant_type=password&username=ada&password=love+lace" + rest,
                                  "grant_type=refresh_token&refresh_token=refresh-1" + rest));
  EXPECT_THAT(proofs_, ElementsAre("", ""));
}

TEST_P(AuthWalkTest, ExplainsMissingTokenWithoutSecrets) {
  refuses_ = true;
  crowd_.add([&](Visitor& visitor) {
    visitor.http.auth(oauth2(client()));
    const auto response = visitor.http.get("/me");
    EXPECT_EQ(response.failure(), Failure::kAuth);
    EXPECT_EQ(response.exchange().failure_detail,
              "no token from /token: status 400: invalid_scope, *** is out");
    EXPECT_THAT(visitor.http.get("/me"), StatusIs(200));
  });
  crowd_.walk();
  EXPECT_GE(crowd_.report.set_up.errors, 1U);
  EXPECT_EQ(crowd_.report.total.errors, 2U);
  if (GetParam() != Use::kTest) return;
  ASSERT_EQ(crowd_.failures[0].size(), 1U);
  EXPECT_THAT(crowd_.failures[0][0].text, AllOf(HasSubstr("\nno response: no token from /token"),
                                                Not(HasSubstr("secret-of-client"))));
}

}  // namespace
}  // namespace traffic::detail
