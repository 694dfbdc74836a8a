// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/page_links.h"

#include <gmock/gmock.h>

namespace traffic::openapi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PageLinksTest, FindsTheUrlOfSwaggerUi) {
  EXPECT_THAT(document_links("<title>Don't panic</title><script>const ui = SwaggerUIBundle({\n"
                             "  url: '/docman/openapi.json',\n \"dom_id\": '#swagger-ui'})"),
              ElementsAre("/docman/openapi.json"));
  EXPECT_THAT(document_links("urls: [{\"url\":\"/a\\/spec?x=1&amp;y=2\",\"name\":\"a\"}]"),
              ElementsAre("/a/spec?x=1&y=2"));
}

TEST(PageLinksTest, FindsTheUrlsOfOtherPages) {
  EXPECT_THAT(document_links("<redoc spec-url=\"../description\"></redoc>"),
              ElementsAre("../description"));
  EXPECT_THAT(document_links("<elements-api apiDescriptionUrl='api'/>"), ElementsAre("api"));
  EXPECT_THAT(document_links("<script id=\"api-reference\" data-url=\"/v3/api-docs\"></script>"),
              ElementsAre("/v3/api-docs"));
}

TEST(PageLinksTest, LeavesOtherLinks) {
  EXPECT_THAT(document_links("<link href=\"/swagger-ui.css\"><script src='swagger-ui-bundle.js'>"
                             "</script><img src=\"a.png\"><a href='/manifest.json'>x</a>"
                             "<script>baseUrl: '/x', title: 'a openapi.json b'</script>\""),
              IsEmpty());
}

TEST(PageLinksTest, FindsTheScriptOfSwaggerUi) {
  EXPECT_THAT(script_links("<script src=\"./swagger-initializer.js\"></script>"),
              ElementsAre("./swagger-initializer.js"));
}

TEST(PageLinksTest, KnowsNamesOfDocuments) {
  for (const char* const path :
       {"/a.json", "/a.yaml", "/a.yml?x", "/v3/api-docs", "/openapi", "/v3/api-docs/users"}) {
    EXPECT_TRUE(looks_like_document(path)) << path;
  }
  for (const char* const path : {"/docman", "/docs", "/a.html", "/", ""}) {
    EXPECT_FALSE(looks_like_document(path)) << path;
  }
}

}  // namespace
}  // namespace traffic::openapi
