// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::Eq;
using testing::Field;
using testing::Optional;
using Use = RunContext::Use;

// A target that counts the visits of a session in a cookie, and another server. Both return the
// received cookies at `/cookies`.
class CookieWalkTest : public testing::TestWithParam<Use> {
 protected:
  CookieWalkTest() {
    crowd_.server.route("GET", "/visit", [](const ServerRequest& request) {
      const std::string_view cookie = request.header("Cookie");
      const int visits =
          cookie.starts_with("visits=") ? std::stoi(std::string(cookie.substr(7))) : 0;
      return ServerResponse{.body = std::string(cookie),
                            .headers = {{"Set-Cookie", "visits=" + std::to_string(visits + 1) +
                                                           "; Path=/; HttpOnly"}}};
    });
    crowd_.server.route("POST", "/login", [](const ServerRequest&) {
      return ServerResponse{.status = 303,
                            .headers = {{"Location", "/cookies"}, {"Set-Cookie", "sid=17"}}};
    });
    for (Server* const server : {&crowd_.server, &other_}) {
      server->route("GET", "/cookies", [](const ServerRequest& request) {
        return ServerResponse{.body = std::string(request.header("Cookie")), .headers = {}};
      });
    }
    other_.start();
  }

  void walk(const Crowd::Body& body, int times = 1) {
    crowd_.add(body);
    crowd_.walk(times);
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

INSTANTIATE_TEST_SUITE_P(Uses, CookieWalkTest,
                         testing::Values(Use::kTest, Use::kLoad, Use::kBenchmark), name_of);

TEST_P(CookieWalkTest, CookiesPersistAcrossIterations) {
  int iteration = 0;
  walk(
      [&](Visitor& visitor) {
        const auto response = visitor.http.get("/visit");
        EXPECT_EQ(response.body(), iteration == 0 ? "" : "visits=" + std::to_string(iteration));
        ++iteration;
        EXPECT_THAT(response.cookie("visits"),
                    Optional(AllOf(Field(&Cookie::value, std::to_string(iteration)),
                                   Field(&Cookie::http_only, true))));
        EXPECT_EQ(response.cookie("other"), std::nullopt);
      },
      3);
  EXPECT_EQ(iteration, 3);
}

TEST_P(CookieWalkTest, UsersDoNotShareCookies) {
  for (int i = 0; i < 2; ++i) {
    crowd_.add([](Visitor& visitor) {
      for (int n = 0; n < 3; ++n) visitor.http.get("/visit");
      EXPECT_THAT(visitor.http.cookies().get("visits"), Optional(Eq("3")));
    });
  }
  crowd_.walk();
  EXPECT_EQ(crowd_.report.total.errors, 0U);
}

TEST_P(CookieWalkTest, RedirectSetsCookiesForNextHop) {
  walk([](Visitor& visitor) {
    EXPECT_EQ(visitor.http.post("/login", {{"name", "Ada"}}).body(), "sid=17");
  });
}

TEST_P(CookieWalkTest, JourneySetsAndClearsCookies) {
  walk([](Visitor& visitor) {
    visitor.http.cookies().set("consent", "yes");
    EXPECT_EQ(visitor.http.get("/cookies").body(), "consent=yes");
    visitor.http.cookies().clear();
    EXPECT_EQ(visitor.http.get("/cookies").body(), "");
  });
}

// Cookies do not distinguish ports, so the other server of this host receives them too (RFC 6265
// §8.5).
TEST_P(CookieWalkTest, CookieHeaderReplacesJar) {
  walk([&](Visitor& visitor) {
    visitor.http.cookies().set("a", "1");
    EXPECT_EQ(visitor.http.get("/cookies", {.headers = {{"cookie", "b=2"}}}).body(), "b=2");
    EXPECT_EQ(visitor.http.get("{}/cookies", other_.url()).body(), "a=1");
    visitor.http.header("Cookie", "c=3");
    EXPECT_EQ(visitor.http.get("/cookies").body(), "c=3");
  });
}

}  // namespace
}  // namespace traffic::detail
