// SPDX-License-Identifier: Apache-2.0
// Tests journeys with a user-defined authentication scheme.
#include <gmock/gmock.h>

#include <stdexcept>

#include "gtest_traffic/cleanup/ledger.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using Use = RunContext::Use;

class OwnAuthTest : public testing::TestWithParam<Use> {
 protected:
  OwnAuthTest() {
    crowd_.server.route("POST", "/echo", [](const ServerRequest& request) {
      return ServerResponse{.body = std::string(request.head), .headers = {}};
    });
    crowd_.server.route("GET", "/me", [](const ServerRequest&) {
      return ServerResponse{.status = 401, .headers = {}};
    });
  }

  Crowd crowd_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Uses, OwnAuthTest, testing::Values(Use::kTest, Use::kLoad),
                         [](const auto& test) {
                           return test.param == Use::kTest ? "AsTests" : "UnderLoad";
                         });

// Signs a request by its contents, as some services require.
class Signature final : public Auth {
 public:
  explicit Signature(int& tries) : tries_(tries) {}
  void authorize(AuthRequest& request) override {
    request.add_header("X-Signature", std::string(to_string(request.method())) + " " +
                                          std::string(request.target()) + " " +
                                          std::string(request.body()) + " " +
                                          std::string(request.header("Host").value_or("")));
  }
  bool answered(const Exchange& exchange) override {
    ++tries_;
    return exchange.status == 401;
  }

 private:
  int& tries_;
};

TEST_P(OwnAuthTest, CustomSchemeSeesRequestAndResponse) {
  int tries = 0;
  crowd_.add([&](Visitor& visitor) {
    visitor.http.auth(std::make_shared<Signature>(tries));
    EXPECT_THAT(std::string(visitor.http.post("/echo?a=1", raw("text")).body()),
                HasSubstr("X-Signature: POST /echo?a=1 text 127.0.0.1:"));
    EXPECT_EQ(tries, 1);
    const auto refused = visitor.http.get("/me");
    EXPECT_THAT(refused, StatusIs(401));
    EXPECT_EQ(refused.attempts(), 2) << "the request is sent once more, and not a third time";
    EXPECT_EQ(tries, 3);
  });
  crowd_.walk();
  EXPECT_EQ(tries, 3);
  for (const JourneyFailure& failure : crowd_.failures[0]) ADD_FAILURE() << failure.text;
  for (const DistinctFailure& failure : crowd_.report.failures) ADD_FAILURE() << failure.message;
}

// Refuses to sign some requests.
class Refusing final : public Auth {
 public:
  explicit Refusing(Method refused) : refused_(refused) {}
  void authorize(AuthRequest& request) override {
    if (request.method() == refused_) throw std::runtime_error("no key to sign with");
  }

 private:
  Method refused_;
};

TEST_P(OwnAuthTest, ThrowingSchemeFailsJourneyOnly) {
  int ended = 0;
  crowd_.add([&](Visitor& visitor) {
    visitor.http.auth(std::make_shared<Refusing>(Method::kPost));
    try {
      visitor.http.post("/echo", raw("text"));
    } catch (const std::runtime_error&) {
      ++ended;
    }
    EXPECT_THAT(visitor.http.get("/ok"), StatusIs(200));
    ++ended;
    visitor.http.post("/echo", raw("text"));
    ++ended;
  });
  crowd_.walk(2);
  EXPECT_EQ(ended, 4);
  EXPECT_LT(crowd_.report.total.response_time.max(), std::chrono::minutes(1));
  if (GetParam() != Use::kTest) return;
  const std::vector<JourneyFailure>& failures = crowd_.failures[0];
  ASSERT_EQ(failures.size(), 4U);
  EXPECT_THAT(failures[0].text, HasSubstr("no key to sign with"));
  EXPECT_THAT(failures[1].text, HasSubstr("an exception ended the request"));
}

TEST_P(OwnAuthTest, ThrowingSchemeInCleanUpLeavesResource) {
  crowd_.server.route("POST", "/things", [](const ServerRequest&) {
    return ServerResponse{.status = 201, .headers = {{"Location", "/things/1"}}};
  });
  crowd_.add([](Visitor& visitor) {
    visitor.http.auth(std::make_shared<Refusing>(Method::kDelete));
    visitor.created(visitor.http.post("/things"));
  });
  crowd_.walk();
  const std::vector<LedgerEntry> left = ledger().take();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].problem, "no key to sign with");
}

}  // namespace
}  // namespace traffic::detail
