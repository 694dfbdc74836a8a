// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/discovery.h"

#include <gmock/gmock.h>

#include <atomic>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/openapi/testing/api_server.h"

namespace traffic::openapi {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(DiscoveryTest, ReadsFilesAndUrls) {
  ApiServer target;
  target.describe("/x/spec.json", {"/a"}, "/x");
  target.start();
  const detail::TemporaryFolder folder;
  folder.write("b.yaml", "get: {}\n");
  const std::string file = folder.write("a.yaml", "openapi: 3.0.0\npaths: {/b: {$ref: b.yaml}}\n");
  const Discovery found = discover({.documents = {file, target.url() + "/x/spec.json"}});
  EXPECT_THAT(apps_of(found), ElementsAre("main : /b", "x /x: /a"));
  EXPECT_EQ(found.operations(), 2U);
  EXPECT_FALSE(found.failed());
  EXPECT_THAT(target.asked(), ElementsAre("/x/spec.json"));
}

TEST(DiscoveryTest, ReadsTheOtherDocumentsWhenOneFails) {
  const detail::TemporaryFolder folder;
  const std::string good = folder.write("good.yaml", "openapi: 3.0.0\n");
  const Discovery found =
      discover({.documents = {folder.path("gone.yaml"), good, folder.path("")}});
  ASSERT_EQ(found.apps.size(), 3U);
  EXPECT_THAT(found.apps[0].problems, ElementsAre(HasSubstr("gone.yaml: No such file")));
  EXPECT_TRUE(found.apps[1].api);
  EXPECT_THAT(found.apps[2].problems, ElementsAre(HasSubstr("expected a file, got a folder")));
  EXPECT_TRUE(found.failed());
}

TEST(DiscoveryTest, FollowsReferencesOfAUrlWithinItsOrigin) {
  ApiServer target, other;
  other.start();
  target.serve("/api/root.json",
               "{\"openapi\":\"3.0.0\",\"paths\":{\"/a\":{\"$ref\":\"a.json\"},"
               "\"/b\":{\"$ref\":\"" +
                   other.url() +
                   "/b.json\"},"
                   "\"/c\":{\"$ref\":\"file:///etc/hostname\"}}}");
  target.serve("/api/a.json", R"({"get":{}})");
  target.start();
  const Discovery found = discover({.documents = {target.url() + "/api/root.json"}});
  EXPECT_EQ(found.operations(), 1U);
  ASSERT_EQ(found.apps.size(), 1U);
  EXPECT_THAT(found.apps[0].problems,
              ElementsAre(HasSubstr("has another origin than the root document"),
                          HasSubstr("must not refer to the file /etc/hostname")));
  EXPECT_THAT(other.asked(), IsEmpty());
}

TEST(DiscoveryTest, WaitsForATargetThatStarts) {
  std::atomic<int> requests = 0;
  ApiServer target;
  target.describe("/openapi.json", {"/a"});
  target.server().route("GET", "/", [&](const ServerRequest&) {
    return ServerResponse{.status = ++requests < 3 ? 503 : 404, .headers = {}};
  });
  target.start();
  EXPECT_THAT(apps_of(target.search()), ElementsAre("main : /a"));
  EXPECT_EQ(requests, 3);
  EXPECT_THAT(target.log, HasSubstr("status 503; the target is not ready"));
}

TEST(DiscoveryTest, EndsAtItsTimeout) {
  const Discovery found =
      discover({.target = *detail::parse_base_url("http://127.0.0.1:1"), .timeout = 1ms});
  EXPECT_THAT(found.apps, IsEmpty());
  EXPECT_TRUE(found.failed());
  EXPECT_THAT(found.problems,
              ElementsAre(AllOf(HasSubstr("no response from http://127.0.0.1:1 within 1 ms"),
                                HasSubstr("discovery_timeout"))));
}

TEST(DiscoveryTest, GivesUniqueNames) {
  ApiServer target;
  target.serve("/services", R"(["/a/docs-x","/b/docs-x"])");
  target.describe("/a/docs-x/openapi.json", {"/1"}, "/a/docs-x");
  target.describe("/b/docs-x/openapi.json", {"/2"}, "/b/docs-x");
  target.start();
  EXPECT_THAT(apps_of(target.search()),
              ElementsAre("docs_x /a/docs-x: /1", "docs_x_2 /b/docs-x: /2"));
}

}  // namespace
}  // namespace traffic::openapi
