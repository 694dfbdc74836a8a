// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/base_path.h"

#include <gmock/gmock.h>

namespace traffic::openapi {
namespace {

using testing::ElementsAre;

Api api_of(std::vector<std::string> servers, const std::vector<std::string>& paths) {
  Api api;
  api.servers = std::move(servers);
  for (const std::string& path : paths) api.operations.push_back({.method = "GET", .path = path});
  return api;
}

FoundAt at(const std::string& url, const std::string& base = "") {
  return {url, prefix_of(url), base};
}

TEST(BasePathTest, IsTheServer) {
  EXPECT_THAT(base_paths(api_of({"/docman"}, {"/a"}), at("http://h/docman/openapi.json")),
              ElementsAre("/docman"));
  EXPECT_THAT(base_paths(api_of({"https://other/v1/"}, {"/a"}), at("http://h/openapi.json")),
              ElementsAre("/v1"));
  EXPECT_THAT(base_paths(api_of({"v2"}, {"/a"}), at("http://h/x/openapi.json")),
              ElementsAre("/x/v2"));
  EXPECT_THAT(base_paths(api_of({"/"}, {"/a"}), at("http://h/x/openapi.json")), ElementsAre(""));
}

TEST(BasePathTest, IsThePrefixOfTheDocumentWithoutServers) {
  EXPECT_THAT(base_paths(api_of({}, {"/a"}), at("http://h/docman/openapi.json")),
              ElementsAre("/docman", ""));
  EXPECT_THAT(base_paths(api_of({}, {"/a"}), at("http://h/openapi.json")), ElementsAre(""));
}

TEST(BasePathTest, UsesEachPartOnce) {
  // The description of FastAPI's template is below the prefix that its paths have too.
  EXPECT_THAT(
      base_paths(api_of({}, {"/api/v1/a", "/api/v1/b"}), at("http://h/api/v1/openapi.json")),
      ElementsAre("", "/api/v1"));
  EXPECT_THAT(base_paths(api_of({"/x"}, {"/x/a"}), at("http://h/x/openapi.json")),
              ElementsAre("", "/x"));
  EXPECT_THAT(base_paths(api_of({"/gw/x"}, {"/a"}), at("http://h/gw/x/openapi.json", "/gw")),
              ElementsAre("/gw/x"));
  EXPECT_THAT(base_paths(api_of({"/x"}, {"/a"}), at("http://h/gw/x/openapi.json", "/gw")),
              ElementsAre("/gw/x"));
  EXPECT_THAT(base_paths(api_of({"/x"}, {"/x/a"}), at("http://h/gw/x/openapi.json", "/gw")),
              ElementsAre("/gw", "/gw/x"));
  EXPECT_THAT(base_paths(api_of({"/x"}, {"/xy/a"}), at("http://h/x/openapi.json")),
              ElementsAre("/x"));
}

TEST(BasePathTest, JoinsTheBaseUrlOfAFile) {
  EXPECT_THAT(base_paths(api_of({"https://h/v1"}, {"/a"}), {"", "", "/gw"}), ElementsAre("/gw/v1"));
  EXPECT_THAT(base_paths(api_of({"https://h/v1"}, {"/a"}), {"", "", "/v1"}), ElementsAre("/v1"));
}

TEST(BasePathTest, FindsThePrefixOfADocument) {
  EXPECT_EQ(prefix_of("http://h/docman/openapi.json"), "/docman");
  EXPECT_EQ(prefix_of("http://h/docs/openapi.json"), "");
  EXPECT_EQ(prefix_of("http://h/a/v3/api-docs"), "/a");
  EXPECT_EQ(prefix_of("http://h/a/b.yaml"), "/a");
  EXPECT_EQ(prefix_of("http://h"), "");
}

}  // namespace
}  // namespace traffic::openapi
