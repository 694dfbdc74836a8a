// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/proxy.h"

#include <gmock/gmock.h>

#include <map>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/url.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Variables = std::map<std::string, std::string>;

std::string error_of(std::string_view text) {
  const auto proxy = parse_proxy(text);
  return proxy ? "" : proxy.error().message;
}

ProxyRules rules(const Variables& variables) {
  return read_proxies([&](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? "" : found->second;
  });
}

// Returns the host of the proxy for a URL, or "direct".
std::string way_to(const std::string& text, const Variables& variables) {
  Url url;
  EXPECT_FALSE(read_url(text, url));
  const ProxyRules known = rules(variables);
  const Proxy* const proxy = known.proxy_for(url.origin);
  return proxy == nullptr ? "direct" : proxy->origin.host;
}

TEST(ParseProxyTest, ParsesHostPortAndCredentials) {
  EXPECT_EQ(parse_proxy("http://proxy:3128")->origin, (Origin{.host = "proxy", .port = 3128}));
  EXPECT_EQ(parse_proxy("proxy")->origin.port, 1080);
  EXPECT_EQ(parse_proxy("http://proxy:80/")->origin.port, 80);
  EXPECT_EQ(parse_proxy("proxy:3128")->authorization, "");
  EXPECT_EQ(parse_proxy("http://Aladdin:open%20sesame@proxy:3128")->authorization,
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

TEST(ParseProxyTest, RegistersPasswordForRedaction) {
  ASSERT_TRUE(parse_proxy("http://me:correct-horse@proxy"));
  EXPECT_EQ(redactor().redact("got correct-horse"), "got ***");
  EXPECT_EQ(redactor().redact("Basic bWU6Y29ycmVjdC1ob3JzZQ=="), "Basic ***");
}

TEST(ParseProxyTest, ReportsErrorWithoutCredentials) {
  EXPECT_THAT(error_of("socks5://proxy"), HasSubstr("scheme 'socks5'"));
  EXPECT_THAT(error_of("https://proxy"), HasSubstr("TLS"));
  EXPECT_THAT(error_of("http://me:hunter2@pro xy"),
              AllOf(HasSubstr("proxy"), Not(HasSubstr("hunter2"))));
  EXPECT_THAT(error_of("http://me:hunter2@proxy:0"),
              AllOf(HasSubstr("port"), Not(HasSubstr("hunter2"))));
  EXPECT_THAT(error_of(""), HasSubstr("host"));
}

TEST(ReadProxiesTest, ReadsOneVariablePerScheme) {
  const Variables both = {{"HTTP_PROXY", "p1"}, {"HTTPS_PROXY", "p2"}};
  EXPECT_EQ(way_to("http://shop.example/", both), "p1");
  EXPECT_EQ(way_to("https://shop.example/", both), "p2");
  EXPECT_EQ(way_to("https://shop.example/", {{"HTTP_PROXY", "p1"}}), "direct");
  EXPECT_EQ(way_to("https://shop.example/", {{"ALL_PROXY", "p3"}}), "p3");
  EXPECT_EQ(way_to("http://shop.example/", {{"all_proxy", "p3"}, {"http_proxy", "p1"}}), "p1");
}

TEST(ReadProxiesTest, PrefersLowerCaseVariable) {
  EXPECT_EQ(way_to("http://a.b/", {{"HTTP_PROXY", "big"}, {"http_proxy", "small"}}), "small");
}

TEST(ReadProxiesTest, IgnoresHttpProxyInCgiProgram) {
  EXPECT_EQ(way_to("http://a.b/", {{"HTTP_PROXY", "evil"}, {"REQUEST_METHOD", "GET"}}), "direct");
  EXPECT_EQ(way_to("http://a.b/", {{"http_proxy", "good"}, {"REQUEST_METHOD", "GET"}}), "good");
}

// A person's machine may have a proxy that only other programs support.
TEST(ReadProxiesTest, InvalidVariableIsMistakeOnlyWhereItIsUsed) {
  const Variables variables = {{"https_proxy", "ftp://me:hunter2@proxy"}, {"NO_PROXY", "b.test"}};
  const ProxyRules known = rules(variables);
  const Proxy* const used = known.proxy_for({.tls = true, .host = "a.test", .port = 443});
  ASSERT_NE(used, nullptr);
  EXPECT_THAT(used->problem, AllOf(HasSubstr("https_proxy: "), Not(HasSubstr("hunter2"))));
  EXPECT_EQ(known.proxy_for({.tls = true, .host = "b.test", .port = 443}), nullptr);
  EXPECT_EQ(known.proxy_for({.tls = true, .host = "127.0.0.1", .port = 443}), nullptr);
  EXPECT_EQ(known.proxy_for({.host = "a.test"}), nullptr);
}

TEST(ProxyRulesTest, ExcludesHostsAndSubdomainsOfNoProxy) {
  const auto way = [](const std::string& url, const std::string& no_proxy) {
    return way_to(url, {{"HTTP_PROXY", "p"}, {"NO_PROXY", no_proxy}});
  };
  EXPECT_EQ(way("http://shop.example/", "other.example"), "p");
  EXPECT_EQ(way("http://shop.example/", "a, shop.example ,b"), "direct");
  EXPECT_EQ(way("http://SHOP.example/", "Shop.Example"), "direct");
  EXPECT_EQ(way("http://www.shop.example/", "shop.example"), "direct");
  EXPECT_EQ(way("http://www.shop.example/", ".shop.example"), "direct");
  EXPECT_EQ(way("http://www.shop.example/", "*.shop.example"), "direct");
  EXPECT_EQ(way("http://workshop.example/", "shop.example"), "p");
  EXPECT_EQ(way("http://anything/", "*"), "direct");
  EXPECT_EQ(way("http://shop.example:8080/", "shop.example:8080"), "direct");
  EXPECT_EQ(way("http://shop.example/", "shop.example:8080"), "p");
}

TEST(ProxyRulesTest, ExcludesNetworksOfNoProxy) {
  const auto way = [](const std::string& host, const std::string& no_proxy) {
    return way_to("http://" + host + "/", {{"HTTP_PROXY", "p"}, {"NO_PROXY", no_proxy}});
  };
  EXPECT_EQ(way("10.1.2.3", "10.0.0.0/8"), "direct");
  EXPECT_EQ(way("11.1.2.3", "10.0.0.0/8"), "p");
  EXPECT_EQ(way("10.1.2.3", "0.0.0.0/0"), "direct");
  EXPECT_EQ(way("10.1.2.3", "10.1.2.3"), "direct");
  EXPECT_EQ(way("10.1.2.3", "2.3"), "p");
  for (const char* broken : {"10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "/8", ",,"}) {
    EXPECT_EQ(way("10.1.2.3", broken), "p") << broken;
  }
}

TEST(ProxyRulesTest, BypassesProxyForLoopbackByDefault) {
  for (const char* host : {"127.0.0.1:8080", "localhost", "[::1]"}) {
    Url url;
    ASSERT_FALSE(read_url("http://" + std::string(host) + "/", url));
    EXPECT_EQ(rules({{"HTTP_PROXY", "p"}}).proxy_for(url.origin), nullptr) << host;
    const ProxyRules all = proxy_for_all(*parse_proxy("p"));
    EXPECT_NE(all.proxy_for(url.origin), nullptr) << host;
  }
}

}  // namespace
}  // namespace traffic::detail
