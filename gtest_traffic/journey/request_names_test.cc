// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <boost/json/value.hpp>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/match/expect_golden.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The target and another server, which both return the received request.
class RequestNamesTest : public testing::Test {
 protected:
  RequestNamesTest() {
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

TEST_F(RequestNamesTest, AbsoluteUrlGoesToItsHost) {
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
    EXPECT_EQ(Session::current()->client().connections_opened(), 2U);
  });
  EXPECT_TRUE(crowd_.report.steps.contains("GET " + other_.url() + "/echo/a?x=1#part"));
}

TEST_F(RequestNamesTest, MemberWithoutObjectIsFailure) {
  crowd_.add([](Visitor& visitor) {
    visitor.http.post("/echo/a", {"name", "Ada"});
    visitor.http.post("/echo/a", {{"name", "Ada"}});
  });
  crowd_.walk();
  ASSERT_EQ(crowd_.failures.front().size(), 1U);
  EXPECT_THAT(crowd_.failures.front()[0].text,
              HasSubstr("for an object, write {{\"name\", value}}"));
}

TEST_F(RequestNamesTest, TemplateKeepsUrlsOutOfNames) {
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

// The compiler cannot count the placeholders, because a template may be a text of the run time.
TEST_F(RequestNamesTest, WrongNumberOfValuesFails) {
  crowd_.add([](Visitor& visitor) { visitor.http.get("/echo/{}"); });
  crowd_.add([](Visitor& visitor) { visitor.http.get("/echo/{}", 1, 2); });
  crowd_.add([](Visitor& visitor) { visitor.http.post("/echo/{}", {{"id", 7}}); });
  crowd_.walk();
  std::string messages;
  for (const auto& failures : crowd_.failures) {
    ASSERT_EQ(failures.size(), 1U);
    messages += failures.front().message + "\n";
  }
  expect_golden("placeholder_count", messages);
}

TEST_F(RequestNamesTest, OtherMethodIsSent) {
  crowd_.server.route("PROPFIND", "/files", [](const ServerRequest& request) {
    return ServerResponse{.body = std::string(request.head) + std::string(request.body),
                          .headers = {}};
  });
  walk([&](Visitor& visitor) {
    const auto files = visitor.http.request("PROPFIND", "/files", raw("<all/>", "application/xml"),
                                            {.headers = {{"Depth", 1}}});
    EXPECT_THAT(files, AllOf(StatusIs(200), BodyContains("PROPFIND /files HTTP/1.1\r\n"),
                             BodyContains("\r\nDepth: 1\r\n"), BodyContains("<all/>")));
    EXPECT_THAT(visitor.http.request("PURGE", "/files"), StatusIs(405));
  });
  EXPECT_TRUE(crowd_.report.steps.contains("PROPFIND /files"));
  EXPECT_TRUE(crowd_.report.steps.contains("PURGE /files"));
}

TEST_F(RequestNamesTest, MethodWithBlankIsNotSent) {
  crowd_.add([](Visitor& visitor) { visitor.http.request("GET /a", "/echo/b"); });
  crowd_.walk();
  ASSERT_EQ(crowd_.failures[0].size(), 1U);
  EXPECT_THAT(crowd_.failures[0][0].message, HasSubstr("'GET /a' is not a method"));
  EXPECT_EQ(crowd_.report.total.requests, 0U);
}

// A request that is not sent has a row and a time too.
TEST_F(RequestNamesTest, InvalidUrlIsCounted) {
  walk([&](Visitor& visitor) {
    EXPECT_EQ(visitor.http.get("http://:80/x").failure(), Failure::kBadUrl);
  });
  EXPECT_EQ(crowd_.report.total.errors, 1U);
  EXPECT_LT(crowd_.report.total.response_time.max(), Duration(std::chrono::seconds(60)));
}

}  // namespace
}  // namespace traffic::detail
