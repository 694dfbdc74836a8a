// SPDX-License-Identifier: Apache-2.0
// Tests --traffic_proxy and the related environment variables.
#include <gmock/gmock.h>

#include "gtest_traffic/flags/flags.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Flags parse_flag(std::string flag, const Environment& environment) {
  std::string program = "suite";
  char* arguments[] = {program.data(), flag.empty() ? nullptr : flag.data(), nullptr};
  int count = flag.empty() ? 1 : 2;
  return parse_flags(&count, arguments, environment);
}

// Returns the host of the proxy for requests to a target, or "direct".
std::string way_to(const std::string& host, const Flags& flags) {
  EXPECT_THAT(flags.errors, IsEmpty());
  const Proxy* const proxy = flags.settings.proxies.proxy_for({.host = host});
  return proxy == nullptr ? "direct" : proxy->origin.host;
}

TEST(ProxyFlagTest, ReadsProxyVariables) {
  const Flags flags = parse_flag("", {{"http_proxy", "http://p1:3128"}, {"NO_PROXY", "b.example"}});
  EXPECT_EQ(way_to("a.example", flags), "p1");
  EXPECT_EQ(way_to("b.example", flags), "direct");
  EXPECT_EQ(way_to("127.0.0.1", flags), "direct");
}

TEST(ProxyFlagTest, FlagOverridesProxyVariables) {
  const Environment environment = {{"http_proxy", "http://p1:3128"}, {"NO_PROXY", "b.example"}};
  const Flags flags = parse_flag("--traffic_proxy=http://p2:3128", environment);
  EXPECT_EQ(way_to("b.example", flags), "p2");
  EXPECT_EQ(way_to("127.0.0.1", flags), "p2");
  EXPECT_EQ(way_to("a.example", parse_flag("--traffic_proxy=none", environment)), "direct");
}

TEST(ProxyFlagTest, HidesSecretsInErrors) {
  const auto is_reported = [](const Flags& flags, const std::string& source) {
    ASSERT_EQ(flags.errors.size(), 1U);
    EXPECT_THAT(flags.errors.front().message, AllOf(HasSubstr(source), Not(HasSubstr("hunter2"))));
  };
  is_reported(parse_flag("--traffic_proxy=socks5://me:hunter2@p", {}), "--traffic_proxy");
  is_reported(
      parse_flag("--traffic_base_url=https://a.example", {{"HTTPS_PROXY", "https://me:hunter2@p"}}),
      "HTTPS_PROXY");
  EXPECT_THAT(parse_flag("--traffic_proxy=http://me:hunter2@p", {}).settings.given,
              testing::ElementsAre(Field(&GivenSetting::value, "***")));
}

TEST(ProxyFlagTest, UnsupportedProxyIsMistakeOnlyIfTargetNeedsIt) {
  const Environment socks = {{"ALL_PROXY", "socks5://p:1080"}};
  EXPECT_THAT(parse_flag("", socks).errors, IsEmpty());
  EXPECT_THAT(parse_flag("--traffic_base_url=http://localhost:80", socks).errors, IsEmpty());
  const std::string remote = "--traffic_base_url=http://shop.example";
  const Environment direct = {{"ALL_PROXY", "socks5://p:1080"}, {"NO_PROXY", "*"}};
  EXPECT_THAT(parse_flag(remote, direct).errors, IsEmpty());
  EXPECT_THAT(parse_flag("--traffic_proxy=none", socks).errors, IsEmpty());
  const Flags flags = parse_flag(remote, socks);
  ASSERT_EQ(flags.errors.size(), 1U);
  EXPECT_THAT(flags.errors[0].message,
              AllOf(HasSubstr("ALL_PROXY: "), HasSubstr("shop.example"), HasSubstr("NO_PROXY")));
}

}  // namespace
}  // namespace traffic::detail
