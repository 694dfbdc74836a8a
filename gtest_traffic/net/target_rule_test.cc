// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/target_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/net/resolver.h"
#include "gtest_traffic/net/target_check.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

bool permits(const TargetRule& rule, const std::string& host, const std::string& literal) {
  return rule.permits(host, resolve_now(literal, 80).addresses.at(0));
}

TEST(TargetRuleTest, PermitsTestsExceptLinkLocal) {
  const TargetRule rule;
  EXPECT_TRUE(permits(rule, "here", "127.0.0.1"));
  EXPECT_TRUE(permits(rule, "there", "192.0.2.1"));
  EXPECT_FALSE(permits(rule, "metadata", "169.254.169.254"));
  EXPECT_FALSE(permits(rule, "metadata", "fe80::1"));
}

TEST(TargetRuleTest, PermitsLoadToLocalAddresses) {
  const TargetRule rule{.local_only = true, .allowed_hosts = {}};
  EXPECT_TRUE(permits(rule, "here", "127.0.0.1"));
  EXPECT_TRUE(permits(rule, "near", "10.1.2.3"));
  EXPECT_FALSE(permits(rule, "there", "192.0.2.1"));
  EXPECT_FALSE(permits(rule, "there", "2001:db8::1"));
}

TEST(TargetRuleTest, PermitsLoadToAllowedHost) {
  const TargetRule rule{.local_only = true, .allowed_hosts = {"staging.example", "192.0.2.1"}};
  EXPECT_TRUE(permits(rule, "Staging.Example", "192.0.2.7"));
  EXPECT_TRUE(permits(rule, "192.0.2.1", "192.0.2.1"));
  EXPECT_FALSE(permits(rule, "production.example", "192.0.2.7"));
  EXPECT_FALSE(permits(rule, "staging.example.evil.example", "192.0.2.7"));
}

TEST(TargetRuleTest, RefusesLinkLocalDespiteAllowedHost) {
  const TargetRule rule{.local_only = true, .allowed_hosts = {"metadata"}};
  EXPECT_FALSE(permits(rule, "metadata", "169.254.169.254"));
}

BaseUrl target(const std::string& host) { return {{.host = host}, {}}; }

TEST(RefuseTargetTest, NamesFlagThatAllowsHost) {
  const auto refusal =
      refuse_target(target("192.0.2.1"), {.local_only = true, .allowed_hosts = {}}, {});
  ASSERT_TRUE(refusal.has_value());
  EXPECT_THAT(refusal->message,
              AllOf(HasSubstr("192.0.2.1:80"), HasSubstr("--traffic_allow_target=192.0.2.1")));
}

TEST(RefuseTargetTest, RefusesLinkLocalAddress) {
  const auto refusal = refuse_target(target("169.254.169.254"), {}, {});
  ASSERT_TRUE(refusal.has_value());
  EXPECT_THAT(refusal->message, HasSubstr("never allowed as a target"));
}

TEST(RefuseTargetTest, AcceptsLoopbackAndUnknownNames) {
  const TargetRule rule{.local_only = true, .allowed_hosts = {}};
  EXPECT_FALSE(refuse_target(target("127.0.0.1"), rule, {}).has_value());
  EXPECT_FALSE(refuse_target(target("no-such-host.invalid"), rule, {}).has_value());
}

ProxyRules through(const std::string& proxy) { return proxy_for_all(*parse_proxy(proxy)); }

TEST(RefuseTargetTest, AppliesToProxy) {
  TargetRule rule{.local_only = true, .allowed_hosts = {}};
  const auto refusal = refuse_target(target("127.0.0.1"), rule, through("http://me:pw@192.0.2.1"));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_THAT(refusal->message,
              AllOf(HasSubstr("the proxy 192.0.2.1"), HasSubstr("--traffic_allow_target=192.0.2.1"),
                    Not(HasSubstr("pw"))));
  EXPECT_TRUE(refuse_target(target("10.0.0.1"), rule, through("http://169.254.1.1:80")));
  EXPECT_FALSE(refuse_target(target("10.0.0.1"), rule, through("http://10.0.0.2:80")));
  rule.allowed_hosts = {"192.0.2.1"};
  EXPECT_FALSE(refuse_target(target("127.0.0.1"), rule, through("http://192.0.2.1")));
}

TEST(RefuseTargetTest, AppliesOnlyToProxyOfTarget) {
  const TargetRule rule{.local_only = true, .allowed_hosts = {}};
  ProxyRules proxies;
  proxies.https = *parse_proxy("http://192.0.2.1:3128");
  BaseUrl secure = target("10.0.0.1");
  EXPECT_FALSE(refuse_target(secure, rule, proxies));
  secure.tls = true;
  EXPECT_TRUE(refuse_target(secure, rule, proxies));
  EXPECT_FALSE(refuse_target(secure, {}, proxies)) << "tests may use any proxy";
  proxies.direct = {"10.0.0.0/8"};
  EXPECT_FALSE(refuse_target(secure, rule, proxies));
}

}  // namespace
}  // namespace traffic::detail
