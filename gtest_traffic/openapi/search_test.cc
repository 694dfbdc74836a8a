// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/search.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "gtest_traffic/openapi/testing/api_server.h"

namespace traffic::openapi {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(SearchTest, FindsWellKnownPaths) {
  for (const char* const path : {"/openapi.json", "/docs/openapi.json", "/swagger.json",
                                 "/v3/api-docs", "/.well-known/openapi.json"}) {
    ApiServer target;
    target.describe(path, {"/a", "/b"});
    target.start();
    EXPECT_THAT(apps_of(target.search()), ElementsAre("main : /a /b")) << path;
  }
}

TEST(SearchTest, FindsMountedApplicationsOfAServiceList) {
  ApiServer target;
  target.describe("/openapi.json", {"/health", "/gateway/services"});
  target.serve("/gateway/services", R"({"services":[{"name":"docman","prefix":"/docman"}]})");
  target.describe("/docman/openapi.json", {"/sessions"}, "/docman");
  target.start();
  EXPECT_THAT(apps_of(target.search()),
              ElementsAre("main : /health /gateway/services", "docman /docman: /sessions"));
  EXPECT_THAT(target.log, AllOf(HasSubstr("/gateway/services: a list with 1 paths"),
                                HasSubstr("/docman/openapi.json: used: OpenAPI 3.1.0, 1 operations "
                                          "below '/docman'"),
                                HasSubstr("/swagger: skipped: status 404")));
}

TEST(SearchTest, FindsTheUrlInAPage) {
  ApiServer target;
  target.serve("/docs", "<script>SwaggerUIBundle({url: '/hidden/spec'})</script>", "text/html");
  target.describe("/hidden/spec", {"/a"}, "/v7");
  target.start();
  EXPECT_THAT(apps_of(target.search()), ElementsAre("v7 /v7: /a"));
}

TEST(SearchTest, FindsTheUrlInAScriptOfAPage) {
  ApiServer target;
  target.serve("/swagger-ui/index.html", "<script src=\"./swagger-initializer.js\"></script>",
               "text/html");
  target.serve("/swagger-ui/swagger-initializer.js", "urls: [{url: \"/groups/a.json\"}]",
               "text/javascript");
  target.describe("/groups/a.json", {"/a"}, "/");
  target.start();
  EXPECT_THAT(apps_of(target.search()), ElementsAre("main : /a"));
}

TEST(SearchTest, FindsApplicationsUnderTheFirstPartOfOtherPaths) {
  ApiServer target;
  target.describe("/openapi.json", {"/shop/{id}"});
  target.describe("/shop/openapi.json", {"/carts"}, "/shop");
  target.start();
  EXPECT_THAT(apps_of(target.search()), ElementsAre("main : /shop/{id}", "shop /shop: /carts"));
}

TEST(SearchTest, AsksTheTargetWhichPrefixIsRight) {
  ApiServer target;
  target.serve("/services", R"(["/a", "/b"])");
  target.describe("/a/openapi.json", {"/items"});
  target.serve("/a/items", "[]");
  target.describe("/b/openapi.json", {"/things"});
  target.serve("/things", "", "text/plain", 401);
  target.start();
  const Discovery found = target.search();
  ASSERT_EQ(found.apps.size(), 2U);
  EXPECT_EQ(found.apps[0].prefix, "/a");
  EXPECT_EQ(found.apps[1].prefix, "");
}

TEST(SearchTest, JoinsThePathOfTheBaseUrlOnce) {
  ApiServer target;
  target.serve("/gw/", "{}");
  target.describe("/gw/openapi.json", {"/a"}, "/gw");
  target.serve("/gw/services", R"(["/x"])");
  target.describe("/gw/x/openapi.json", {"/b"}, "/x");
  target.start();
  EXPECT_THAT(apps_of(target.search("/gw")), ElementsAre("gw /gw: /a", "x /gw/x: /b"));
}

TEST(SearchTest, TakesTheSameDescriptionOnce) {
  ApiServer target;
  target.describe("/openapi.json", {"/a"});
  target.describe("/docs/openapi.json", {"/a"});
  target.serve("/docs", "<a href='/docs/openapi.json'>", "text/html");
  target.start();
  EXPECT_THAT(apps_of(target.search()), ElementsAre("main : /a"));
  EXPECT_THAT(target.log, HasSubstr("skipped: the same text as"));
}

TEST(SearchTest, LeavesPagesThatAnswerEveryPath) {
  ApiServer target;
  target.server().route("GET", "/{}", [](const ServerRequest&) {
    return ServerResponse{
        .body = "<html>openapi</html>", .content_type = "text/html", .headers = {}};
  });
  target.start();
  const Discovery found = target.search();
  EXPECT_THAT(found.apps, IsEmpty());
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("name it with --traffic_openapi=URL")));
}

TEST(SearchTest, KeepsABrokenDescriptionThatAPageNames) {
  ApiServer target;
  target.serve("/spec.json", "{\"openapi\": }");
  target.serve("/redoc", "<redoc spec-url='/spec.json'>", "text/html");
  target.start();
  const Discovery found = target.search();
  EXPECT_THAT(apps_of(found), ElementsAre(HasSubstr("/spec.json:1: invalid JSON")));
  EXPECT_TRUE(found.failed());
}

TEST(SearchTest, StaysAtItsOrigin) {
  ApiServer target, other;
  other.describe("/openapi.json", {"/a"});
  other.start();
  target.redirect("/swagger.json", other.url() + "/openapi.json");
  target.serve("/services", "[\"" + other.url() + "/openapi.json\"]");
  target.start();
  EXPECT_THAT(target.search().apps, IsEmpty());
  EXPECT_THAT(other.asked(), IsEmpty());
  EXPECT_THAT(target.log, AllOf(HasSubstr("redirects to another origin"),
                                HasSubstr("names it, but it has another origin")));
}

TEST(SearchTest, FollowsRedirectsWithinTheOrigin) {
  ApiServer target;
  target.redirect("/openapi.json", "/v9/openapi.json");
  target.describe("/v9/openapi.json", {"/v9/a"});
  target.start();
  EXPECT_THAT(apps_of(target.search()), ElementsAre("main : /v9/a"));
}

TEST(SearchTest, AsksEachUrlOnce) {
  ApiServer target;
  target.describe("/openapi.json", {"/a"});
  target.start();
  (void)target.search();
  std::vector<std::string> asked = target.asked();
  std::sort(asked.begin(), asked.end());
  EXPECT_EQ(std::adjacent_find(asked.begin(), asked.end()), asked.end());
}

}  // namespace
}  // namespace traffic::openapi
