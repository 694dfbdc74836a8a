// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/reference_rule.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/openapi/uri.h"

namespace traffic::openapi {
namespace {

using testing::HasSubstr;

std::string refused(const ReferenceRule& rule, const std::string& from, const std::string& to) {
  const auto error = rule.refuse(from, to);
  return error ? error->message : "";
}

TEST(ReferenceRuleTest, AllowsFilesBelowTheRootDocument) {
  const detail::TemporaryFolder folder;
  std::filesystem::create_directory(folder.path("api"));
  const std::string root = file_uri(folder.write("api/root.yaml", ""));
  const ReferenceRule rule{root};
  EXPECT_EQ(refused(rule, root, file_uri(folder.path("api/b/c.yaml"))), "");
  EXPECT_THAT(refused(rule, root, file_uri(folder.path("c.yaml"))),
              HasSubstr("is outside of the folder " + folder.path("api")));
  EXPECT_THAT(refused(rule, root, file_uri(folder.path("api2/c.yaml"))), HasSubstr("is outside"));
  std::filesystem::create_symlink(folder.write("secret", ""), folder.path("api/link"));
  EXPECT_THAT(refused(rule, root, file_uri(folder.path("api/link"))), HasSubstr("is outside"));
}

TEST(ReferenceRuleTest, AllowsUrlsOfOneOrigin) {
  const std::string root = "http://h:81/openapi.json";
  const ReferenceRule rule{root, {"https://schemas.example"}};
  EXPECT_EQ(refused(rule, root, "http://h:81/b"), "");
  EXPECT_EQ(refused(rule, root, "https://schemas.example/b"), "");
  EXPECT_THAT(refused(rule, root, "http://h:82/b"), HasSubstr("has another origin"));
  EXPECT_THAT(refused(rule, root, "ftp://h/b"), HasSubstr("expected a file or an http URL"));
  EXPECT_THAT(refused(rule, root, "file:///etc/passwd"),
              HasSubstr("comes from a URL, so it must not refer to the file /etc/passwd"));
}

TEST(ReferenceRuleTest, NeverAllowsLinkLocalAddresses) {
  const std::string root = "http://169.254.169.254/openapi.json";
  EXPECT_THAT(refused({root, {}}, root, "http://169.254.169.254/b"), HasSubstr("link-local"));
}

TEST(ReferenceRuleTest, AllowsNoUrlFromAFile) {
  EXPECT_THAT(refused({"file:///a.yaml", {}}, "file:///a.yaml", "http://h/b"),
              HasSubstr("list http://h under 'allowed_origins'"));
}

}  // namespace
}  // namespace traffic::openapi
