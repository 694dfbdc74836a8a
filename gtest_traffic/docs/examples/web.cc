// SPDX-License-Identifier: Apache-2.0
#include "fixtures/web.h"

#include <gmock/gmock.h>
#include <gtest_traffic/gtest_traffic.h>
#include <gtest_traffic/suite.h>

#include "fixtures/embedded.h"

using namespace testing;
using namespace traffic;

class Guest : public User {};

JOURNEY(Guest, SignsIn) {
  auto home = http.post("/login", {{"name", "Ada"}});  // answers 303, with a cookie
  EXPECT_THAT(home, AllOf(StatusIs(200), JsonAt("/name", "Ada")));
  EXPECT_EQ(home.redirects(), 1);
  EXPECT_THAT(home.url(), EndsWith("/home"));
}

JOURNEY(Guest, ReadsTheRedirect) {
  auto login = http.post("/login", {{"name", "Ada"}}, {.redirects = 0});
  ASSERT_THAT(login, AllOf(StatusIs(303), HeaderIs("Location", "/home")));
  EXPECT_THAT(login.cookie("session"), Optional(Field(&Cookie::http_only, true)));
}

JOURNEY(Guest, StartsWithoutASession) {
  http.cookies().clear();
  http.cookies().set("consent", "yes");
  EXPECT_THAT(http.get("/home"), StatusIs(401));
  EXPECT_EQ(http.cookies().get("consent"), "yes");
}

JOURNEY(Guest, FollowsALink) {
  auto first = http.get("/pages/{}", 1);
  auto second = http.get("{}#next-page", first["/next"]);  // `http://…`, from the body
  EXPECT_THAT(second, JsonAt("/page", 2));
}

JOURNEY(Guest, WaitsForABusyServer, .weight = 0) {
  EXPECT_THAT(http.get("/busy/{}", "patient"), StatusIs(200));
  EXPECT_THAT(http.get("/busy/hasty", {.retries = 0}), StatusIs(503));
  EXPECT_THAT(http.get("/busy/hasty", {.retries = 0}), StatusIs(200));
}

namespace {

const bool kDeclared =
    declare_suite({.start_target = [] { return traffic::fixtures::embedded("web"); }});

}  // namespace
