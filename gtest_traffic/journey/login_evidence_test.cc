// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/login_evidence.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <memory>
#include <string>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/match/expect_golden.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

// Tests the texts of tests that fail because of a wrong login.
class LoginEvidenceTest : public testing::Test {
 protected:
  LoginEvidenceTest() {
    crowd_.server.route("POST", "/login", [](const ServerRequest&) {
      return ServerResponse{.status = 401, .body = R"({"error":"wrong"})", .headers = {}};
    });
    crowd_.server.route("GET", "/gone", [](const ServerRequest&) {
      return ServerResponse{.status = 410, .headers = {}};
    });
  }

  // Runs the journeys, and reports each failure as the test `name_of(user)`.
  template <class Name>
  std::string texts(const Name& name_of) {
    crowd_.walk();
    std::string all;
    for (std::size_t user = 0; user < crowd_.failures.size(); ++user) {
      for (const JourneyFailure& failure : crowd_.failures[user]) {
        std::string text = text_for_test(failure, name_of(user));
        if (text == failure.text) text = text.substr(0, text.find('\n')) + "\n(all evidence)\n";
        all += fmt::format("{}:\n{}\n", name_of(user), text);
      }
    }
    return all;
  }

  Crowd crowd_{RunContext::Use::kTest};
};

// A user whose login fails in SetUp. The password differs for each user.
class LoginEvidenceUser : public Visitor {
 protected:
  void SetUp() override {
    static std::atomic<int> number{0};
    ASSERT_THAT(http.post("/login", {{"password", ++number}}), StatusIs(200));
  }
};

// A user whose token service is unreachable.
class LoginEvidenceToken : public Visitor {
 protected:
  void SetUp() override {
    http.auth(oauth2({.token_url = "http://127.0.0.1:1/token", .client_id = "client"}));
  }
};

void log_in(Visitor& visitor) { EXPECT_THAT(visitor.http.post("/login"), StatusIs(201)); }
void look(Visitor& visitor) { EXPECT_THAT(visitor.http.get("/gone"), StatusIs(200)); }

TEST_F(LoginEvidenceTest, IsShownByFirstTestOnly) {
  const auto add = [&](auto body, auto make_user) { crowd_.add(body).make_user = make_user; };
  const auto visitor = [] { return std::make_unique<Visitor>(); };
  for (int i = 0; i < 3; ++i) {
    add([](Visitor&) {}, [] { return std::make_unique<LoginEvidenceUser>(); });
  }
  for (int i = 0; i < 2; ++i) add(log_in, visitor);
  add([](Visitor& user) { EXPECT_THAT(user.http.post("/login"), StatusIs(201)); }, visitor);
  for (int i = 0; i < 2; ++i) add(look, visitor);
  for (const char* const path : {"/ok", "/ok?n=2"}) {
    add([path](Visitor& user) { EXPECT_THAT(user.http.get(path), StatusIs(200)); },
        [] { return std::make_unique<LoginEvidenceToken>(); });
  }
  expect_golden("login_evidence",
                texts([](std::size_t user) { return "Visitor.W" + std::to_string(user); }));
}

TEST_F(LoginEvidenceTest, IsShownAgainBySameTest) {
  for (int i = 0; i < 2; ++i) {
    crowd_.add([](Visitor& user) { EXPECT_THAT(user.http.post("/login"), StatusIs(202)); });
  }
  EXPECT_THAT(texts([](std::size_t) { return "Visitor.Repeats"; }),
              testing::Not(testing::HasSubstr("see the failure of")));
}

}  // namespace
}  // namespace traffic::detail
