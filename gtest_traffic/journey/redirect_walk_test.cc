// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
using Use = RunContext::Use;

ServerResponse redirect(int status, const std::string& location) {
  return {.status = status, .body = "gone on", .headers = {{"Location", location}}};
}

// Tests redirects within the target and to another server, as a test, under load and in a
// benchmark.
class RedirectWalkTest : public testing::TestWithParam<Use> {
 protected:
  RedirectWalkTest() {
    for (Server* const server : {&crowd_.server, &other_}) {
      for (const char* const method : {"GET", "POST", "HEAD"}) {
        server->route(method, "/echo", [](const ServerRequest& request) {
          return ServerResponse{.body = std::string(request.head) + std::string(request.body),
                                .headers = {}};
        });
      }
    }
    for (const char* const method : {"GET", "POST"}) {
      crowd_.server.route(method, "/to/{}", [](const ServerRequest& request) {
        return redirect(std::stoi(request.parameters[0]), request.query_value("url"));
      });
    }
    crowd_.server.route("GET", "/loop/{}", [](const ServerRequest& request) {
      return redirect(302, request.parameters[0] == "a" ? "b" : "a");
    });
    crowd_.server.route("GET", "/countdown/{}", [](const ServerRequest& request) {
      const int left = std::stoi(request.parameters[0]);
      return left == 0 ? redirect(302, "/echo") : redirect(301, std::to_string(left - 1));
    });
    crowd_.server.route("GET", "/lost", [](const ServerRequest&) {
      return ServerResponse{.status = 302, .headers = {}};
    });
    other_.start();
  }

  void walk(const Crowd::Body& body) {
    crowd_.add(body);
    crowd_.walk();
    for (const JourneyFailure& failure : crowd_.failures.front()) ADD_FAILURE() << failure.text;
    for (const DistinctFailure& failure : crowd_.report.failures) {
      ADD_FAILURE() << failure.message;
    }
  }

  Crowd crowd_{GetParam()};
  Server other_;
};

std::string name_of(const testing::TestParamInfo<Use>& test) {
  if (test.param == Use::kLoad) return "UnderLoad";
  return test.param == Use::kTest ? "AsTest" : "AsBenchmark";
}

INSTANTIATE_TEST_SUITE_P(Uses, RedirectWalkTest,
                         testing::Values(Use::kTest, Use::kLoad, Use::kBenchmark), name_of);

TEST_P(RedirectWalkTest, FinalResponseListsRedirects) {
  walk([&](Visitor& visitor) {
    const auto response = visitor.http.get("/countdown/{}", 3);
    EXPECT_THAT(response, StatusIs(200));
    EXPECT_EQ(response.redirects(), 4);
    EXPECT_EQ(response.url(), crowd_.server.url() + "/echo");
    const Exchange* const hop = response.exchange().redirected_from;
    EXPECT_EQ(hop->status, 302);
    EXPECT_EQ(hop->target, "/countdown/0");
    EXPECT_GE(response.timings().redirects, hop->timings.total);
    EXPECT_GE(response.timings().total, response.timings().redirects);
  });
  EXPECT_THAT(crowd_.report.steps, testing::ElementsAre(Key("GET /countdown/{}")));
  EXPECT_EQ(crowd_.report.total.requests, 1U);
  EXPECT_EQ(crowd_.report.total.sent(), 5U);
}

TEST_P(RedirectWalkTest, StatusDecidesMethodAndBody) {
  walk([](Visitor& visitor) {
    for (const int status : {301, 302, 303}) {
      const auto response = visitor.http.post({"/to/{}?url=/echo", status}, {{"n", 1}});
      EXPECT_THAT(response.body(), AllOf(HasSubstr("GET /echo HTTP"), Not(HasSubstr("Content-")),
                                         Not(HasSubstr("{\"n\":1}"))));
    }
    for (const int status : {307, 308}) {
      const auto response = visitor.http.post({"/to/{}?url=/echo", status}, {{"n", 1}});
      EXPECT_THAT(response.body(),
                  AllOf(HasSubstr("POST /echo HTTP"), HasSubstr("Content-Type: application/json"),
                        HasSubstr("{\"n\":1}")));
    }
  });
}

TEST_P(RedirectWalkTest, SecretsStayAtOrigin) {
  walk([&](Visitor& visitor) {
    visitor.http.header("X-Api-Key", "of the user");
    const RequestOptions with{.headers = {{"Authorization", "Bearer abcd"}, {"X-Plain", "kept"}}};
    EXPECT_THAT(visitor.http.get("/to/302?url=/echo", with).body(),
                AllOf(HasSubstr("of the user"), HasSubstr("abcd"), HasSubstr("kept")));
    const auto there = visitor.http.get({"/to/302?url={}", other_.url() + "/echo"}, with);
    EXPECT_THAT(there.body(),
                AllOf(Not(HasSubstr("of the user")), Not(HasSubstr("abcd")), HasSubstr("kept"),
                      HasSubstr("Host: 127.0.0.1:" + std::to_string(other_.port()))));
    EXPECT_EQ(there.url(), other_.url() + "/echo");
  });
}

TEST_P(RedirectWalkTest, ZeroLimitReturnsRedirect) {
  walk([](Visitor& visitor) {
    const auto response = visitor.http.get("/loop/a", {.redirects = 0});
    EXPECT_THAT(response, StatusIs(302));
    EXPECT_EQ(response.header("Location"), "b");
    EXPECT_EQ(response.body(), "gone on");
    visitor.http.redirects(0);
    EXPECT_THAT(visitor.http.get("/lost"), StatusIs(302));
    EXPECT_THAT(visitor.http.get("/countdown/0", {.redirects = 1}), StatusIs(200));
  });
}

TEST_P(RedirectWalkTest, RedirectWithoutLocationIsResponse) {
  walk([](Visitor& visitor) {
    const auto response = visitor.http.get("/lost");
    EXPECT_THAT(response, StatusIs(302));
    EXPECT_EQ(response.failure(), Failure::kNone);
    EXPECT_EQ(response.redirects(), 0);
    EXPECT_THAT(visitor.http.get("/to/302?url=/lost"), StatusIs(302));
  });
}

TEST_P(RedirectWalkTest, FailedRedirectListsRedirects) {
  walk([&](Visitor& visitor) {
    const auto fails = [&](const auto& path, std::string_view why) {
      const auto response = visitor.http.get(path, {.redirects = 3});
      EXPECT_EQ(response.failure(), Failure::kRedirect);
      EXPECT_EQ(response.status(), 0);
      EXPECT_THAT(std::string(response.exchange().failure_detail), HasSubstr(why));
    };
    fails("/loop/a", "more than 3 redirects: " + crowd_.server.url() + "/loop/a -> " +
                         crowd_.server.url() + "/loop/b -> ");
    fails("/to/302?url=file:///etc/passwd", "scheme 'file'");
    fails("/to/302?url=http://a%20b/", "not a URL");
  });
}

TEST(RedirectTargetTest, TargetRuleAppliesAfterRedirect) {
  Crowd crowd(Use::kLoad);
  crowd.client.rule.local_only = true;
  crowd.server.route("GET", "/away",
                     [](const ServerRequest&) { return redirect(302, "http://192.0.2.1/"); });
  crowd.add([](Visitor& visitor) {
    const auto response = visitor.http.get("/away");
    EXPECT_EQ(response.failure(), Failure::kForbiddenTarget);
    EXPECT_EQ(response.url(), "http://192.0.2.1/");
  });
  crowd.walk();
  EXPECT_EQ(crowd.report.journeys.at("Visitor.W0").failed, 0U);
}

TEST(RedirectEvidenceTest, FailureListsRedirects) {
  Crowd crowd(Use::kTest);
  crowd.server.route("POST", "/login", [](const ServerRequest&) { return redirect(303, "/ok"); });
  crowd.add([](Visitor& visitor) {
    EXPECT_THAT(visitor.http.post("/login", {{"password", "hidden!"}}), StatusIs(204));
  });
  crowd.walk();
  ASSERT_THAT(crowd.failures.front(), testing::SizeIs(1));
  EXPECT_THAT(crowd.failures.front().front().text,
              AllOf(HasSubstr("\nredirects\n  303 See Other of POST " + crowd.server.url() +
                              "/login redirects to '/ok'\n"),
                    HasSubstr("  GET /ok HTTP/1.1"), HasSubstr("timing: total ")));
}

}  // namespace
}  // namespace traffic::detail
