// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/health.h"

#include <gmock/gmock.h>

#include "gtest_traffic/openapi/testing/api_server.h"

namespace traffic::openapi {
namespace {

using testing::ElementsAre;

// Returns the checks as `ok TEXT` or `not ok TEXT`, with `URL` instead of the URL of the target.
std::vector<std::string> checks_of(ApiServer& target) {
  const DiscoveryRequest request{.target = *detail::parse_base_url(target.url())};
  std::vector<std::string> all;
  for (const HealthCheck& one : check_health(request, discover(request))) {
    std::string text = (one.ok ? "ok " : "not ok ") + one.text;
    for (std::size_t at; (at = text.find(target.url())) != text.npos;) {
      text.replace(at, target.url().size(), "URL");
    }
    all.push_back(text);
  }
  return all;
}

TEST(HealthTest, ChecksRootApplicationsAndDocuments) {
  ApiServer target;
  target.serve("/", "{}");
  target.serve("/services", R"(["/a", "/b"])");
  target.describe("/a/openapi.json", {"/health"}, "/a");
  target.serve("/a/health", "{}");
  target.describe("/b/openapi.json", {"/items"}, "/b");
  target.start();
  EXPECT_THAT(checks_of(target), ElementsAre("ok GET URL/: status 200",
                                             "ok URL/a/openapi.json: OpenAPI 3.1.0, 1 operations",
                                             "ok GET URL/a/health: status 200",
                                             "ok URL/b/openapi.json: OpenAPI 3.1.0, 1 operations",
                                             "ok GET URL/b/: status 404"));
}

TEST(HealthTest, FailsForErrors) {
  ApiServer target;
  target.serve("/", "{}", "application/json", 500);
  target.describe("/openapi.json", {"/health"});
  target.serve("/health", "{}", "application/json", 404);
  target.start();
  EXPECT_THAT(checks_of(target), ElementsAre("not ok GET URL/: status 500, expected below 500",
                                             "ok URL/openapi.json: OpenAPI 3.1.0, 1 operations",
                                             "not ok GET URL/health: status 404, expected 2xx"));
}

}  // namespace
}  // namespace traffic::openapi
