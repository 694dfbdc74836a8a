// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/config_file.h"

#include <gmock/gmock.h>

namespace traffic::openapi {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(ConfigFileTest, ReadsAllKeys) {
  const auto config = parse_config(
      "discovery_timeout: 2m\nprefixes: [/docman/, /a/b]\nallowed_origins: [https://S.example/x]\n",
      "c.yaml");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->discovery_timeout, 2min);
  EXPECT_THAT(config->prefixes, ElementsAre("/docman", "/a/b"));
  EXPECT_THAT(config->allowed_origins, ElementsAre("https://s.example"));
  EXPECT_EQ(parse_config("discovery_timeout: 30", "c.yaml")->discovery_timeout, 30s);
  EXPECT_EQ(parse_config("", "c.yaml")->discovery_timeout, 30s);
}

TEST(ConfigFileTest, ReportsAllMistakesWithLines) {
  const auto config = parse_config(
      "discovery_timout: 1\ndiscovery_timeout: 0\nprefixes:\n- docman\nallowed_origins: x\n",
      "c.yaml");
  ASSERT_FALSE(config);
  EXPECT_EQ(
      config.error().message,
      "c.yaml:1: unknown key 'discovery_timout': expected one of discovery_timeout, prefixes, "
      "allowed_origins (did you mean 'discovery_timeout'?)\n"
      "c.yaml:2: discovery_timeout: expected a time above 0 and at most 1h, such as 30 or 2m, "
      "got '0'\n"
      "c.yaml:4: prefixes: expected a path such as /docman, got 'docman'\n"
      "c.yaml:5: 'allowed_origins' must be a list, got a value");
  EXPECT_EQ(parse_config("[1]", "c.yaml").error().message,
            "c.yaml:1: expected a map with the keys discovery_timeout, prefixes, allowed_origins, "
            "got a list");
  EXPECT_EQ(parse_config("allowed_origins: [ftp://x]", "c.yaml").error().message,
            "c.yaml:1: allowed_origins: expected a URL such as https://schemas.example.com, got "
            "'ftp://x'");
}

}  // namespace
}  // namespace traffic::openapi
