// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/user_agent.h"

#include <gmock/gmock.h>

#include <boost/json/value.hpp>

#include "gtest_traffic/headers.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/net/testing/test_proxy.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The target and another server, which both return the received request.
class UserAgentTest : public testing::Test {
 protected:
  UserAgentTest() {
    for (Server* const server : {&crowd_.server, &other_}) {
      for (const char* const method : {"GET", "POST"}) {
        server->route(method, "/echo/{}", [](const ServerRequest& request) {
          return ServerResponse{.body = std::string(request.head), .headers = {}};
        });
      }
    }
    other_.start();
  }

  void walk(const Crowd::Body& body) {
    crowd_.add(body);
    crowd_.walk();
    for (const JourneyFailure& failure : crowd_.failures.front()) {
      ADD_FAILURE_AT(failure.file.c_str(), failure.line) << failure.text;
    }
  }

  Crowd crowd_{RunContext::Use::kTest};
  Server other_;
};

TEST_F(UserAgentTest, AbsoluteUrlGoesToItsHost) {
  walk([&](Visitor& visitor) {
    const std::string link = other_.url() + "/echo/a?x=1#part";
    const auto there = visitor.http.get(link, {.query = {{"y", 2}}});
    const std::string authority = "127.0.0.1:" + std::to_string(other_.port());
    EXPECT_THAT(there.body(), AllOf(HasSubstr("GET /echo/a?x=1&y=2 HTTP/1.1\r\n"),
                                    HasSubstr("Host: " + authority + "\r\n")));
    EXPECT_EQ(there.exchange().origin, other_.url());
    const auto here = visitor.http.get("/echo/a");
    EXPECT_THAT(here.body(), Not(HasSubstr(authority)));
    EXPECT_EQ(here.exchange().origin, crowd_.server.url());
    visitor.http.get(link);
    EXPECT_EQ(Session::current()->agent().connections_opened(), 2U);
  });
  EXPECT_TRUE(crowd_.report.steps.contains("GET " + other_.url() + "/echo/a?x=1#part"));
}

TEST_F(UserAgentTest, TemplateKeepsUrlsOutOfNames) {
  walk([&](Visitor& visitor) {
    const boost::json::value link(other_.url() + "/echo/next");
    EXPECT_THAT(visitor.http.get("{}#next-page", link).body(), HasSubstr("GET /echo/next "));
    EXPECT_THAT(visitor.http.get("{}/echo/{}", other_.url(), "a/b").body(),
                HasSubstr("GET /echo/a%2Fb "));
    EXPECT_THAT(visitor.http.get("http://127.0.0.1:{}/echo/x", other_.port()).body(),
                HasSubstr("GET /echo/x "));
  });
  EXPECT_TRUE(crowd_.report.steps.contains("GET {}#next-page"));
  EXPECT_TRUE(crowd_.report.steps.contains("GET {}/echo/{}"));
  EXPECT_TRUE(crowd_.report.steps.contains("GET http://127.0.0.1:{}/echo/x"));
}

TEST_F(UserAgentTest, UserSecretsStayAtTarget) {
  walk([&](Visitor& visitor) {
    visitor.http.header("Authorization", "Bearer abcd");
    visitor.http.header("X-Api-Key", "key1");
    visitor.http.header("X-Trace", "on");
    visitor.http.header("Private-Token", "nobody knows");
    redactor().add_secret("AGENT_TOKEN", "agent-token-4410");
    visitor.http.header("Private-Token", "agent-token-4410");
    EXPECT_THAT(visitor.http.get("/echo/a").body(),
                AllOf(HasSubstr("abcd"), HasSubstr("key1"), HasSubstr("X-Trace: on"),
                      HasSubstr("agent-token-4410")));
    EXPECT_THAT(visitor.http.get("{}/echo/a", other_.url()).body(),
                AllOf(Not(HasSubstr("abcd")), Not(HasSubstr("key1")), HasSubstr("X-Trace: on"),
                      Not(HasSubstr("Private-Token"))));
    const RequestOptions theirs{.headers = {{"Authorization", "Bearer efgh"}}};
    EXPECT_THAT(visitor.http.get({"{}/echo/a", other_.url()}, theirs).body(), HasSubstr("efgh"));
  });
}

TEST_F(UserAgentTest, ProxyGetsFullUrlAndOwnCredentials) {
  const TestProxy proxy(0, "Basic bWU6aHVudGVyMg==");
  crowd_.client.proxies =
      proxy_for_all(*parse_proxy("http://me:hunter2@127.0.0.1:" + std::to_string(proxy.port())));
  walk([&](Visitor& visitor) {
    const auto response = visitor.http.get("/echo/a?x=1");
    EXPECT_THAT(response.body(),
                AllOf(HasSubstr("GET " + crowd_.server.url() + "/echo/a?x=1 HTTP/1.1\r\n"),
                      HasSubstr("Host: " + crowd_.server.url().substr(7) + "\r\n"),
                      HasSubstr("Proxy-Authorization: Basic bWU6aHVudGVyMg==\r\n")));
    EXPECT_EQ(response.exchange().target, "/echo/a?x=1");
    EXPECT_EQ(response.url(), crowd_.server.url() + "/echo/a?x=1");
  });
}

TEST_F(UserAgentTest, WaitsForRetryAfter) {
  std::atomic<int> seen{0};
  crowd_.server.route("GET", "/busy", [&](const ServerRequest&) {
    if (++seen < 3) return ServerResponse{.status = 503, .headers = {{"Retry-After", "0"}}};
    return ServerResponse{.headers = {}};
  });
  crowd_.retries = 2;
  walk([&](Visitor& visitor) {
    const auto response = visitor.http.get("/busy");
    EXPECT_THAT(response, StatusIs(200));
    EXPECT_EQ(response.attempts(), 3);
    seen = 0;
    EXPECT_THAT(visitor.http.get("/busy", {.retries = 0}), StatusIs(503));
  });
}

TEST_F(UserAgentTest, InvalidUrlFailsUnsent) {
  walk([&](Visitor& visitor) {
    const auto response = visitor.http.get("http://:80/x");
    EXPECT_EQ(response.failure(), Failure::kBadUrl);
    EXPECT_THAT(std::string(response.exchange().failure_detail), HasSubstr("no host"));
  });
  EXPECT_EQ(crowd_.report.total.errors, 1U);
  EXPECT_LT(crowd_.report.total.response_time.max(), Duration(std::chrono::seconds(60)));
}

}  // namespace
}  // namespace traffic::detail
