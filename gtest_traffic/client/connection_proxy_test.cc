// SPDX-License-Identifier: Apache-2.0
// Tests clients that use a proxy.
#include <gmock/gmock.h>

#include "gtest_traffic/client/connection.h"
#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/test_proxy.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class ConnectionProxyTest : public testing::Test {
 protected:
  void go_through(const std::string& proxy) {
    settings_.proxies = proxy_for_all(*parse_proxy(proxy));
  }

  // Sends one request to an origin. Its bytes are those that RequestWriter writes for a client
  // without a forwarding proxy.
  Exchange send(const Origin& origin) {
    Exchange exchange;
    run_on_fiber([&](Reactor& reactor) {
      WireSender sender(reactor, origin, settings_, arena_);
      exchange = *sender.send("GET /ok HTTP/1.1\r\nHost: test\r\n\r\n").last;
    });
    return exchange;
  }

  TestAuthority authority_;
  ClientSettings settings_{.tls = {.ca_file = authority_.file()}};
  Arena arena_;
};

TEST_F(ConnectionProxyTest, HttpRequestGoesToProxy) {
  const TestProxy proxy;
  go_through(proxy.url());
  const Exchange exchange = send({.host = "shop.example"});
  EXPECT_EQ(exchange.status, 200) << exchange.failure_detail;
  EXPECT_THAT(proxy.heads(), ElementsAre(StartsWith("GET /ok HTTP/1.1")));
}

TEST_F(ConnectionProxyTest, UnsupportedProxyFailsItsRequestsOnly) {
  settings_.proxies = read_proxies([](const std::string& name) {
    return std::string(name == "ALL_PROXY" ? "socks5://127.0.0.1:1" : "");
  });
  const Exchange exchange = send({.host = "shop.example"});
  EXPECT_EQ(exchange.failure, Failure::kProxy);
  EXPECT_THAT(exchange.failure_detail, HasSubstr("ALL_PROXY: "));
  EXPECT_EQ(send({.host = "127.0.0.1", .port = 1}).failure, Failure::kRefused);
}

TEST_F(ConnectionProxyTest, HttpsRequestUsesTunnel) {
  const auto pair = authority_.issue({.names = "DNS:shop.example"});
  const TlsServer target({.certificate_file = pair.certificate, .key_file = pair.key});
  const TestProxy proxy(target.server.port());
  go_through(proxy.url());
  const Exchange exchange = send({.tls = true, .host = "shop.example", .port = 443});
  EXPECT_EQ(exchange.status, 200) << exchange.failure_detail;
  EXPECT_EQ(exchange.body, "{}");
  EXPECT_GE(exchange.timings.connect, exchange.timings.tls);
  EXPECT_THAT(proxy.heads(), ElementsAre("CONNECT shop.example:443 HTTP/1.1\r\n"
                                         "Host: shop.example:443\r\n\r\n"));
}

TEST_F(ConnectionProxyTest, CredentialsGoToProxyOnly) {
  const auto pair = authority_.issue();
  const TlsServer target({.certificate_file = pair.certificate, .key_file = pair.key});
  const TestProxy proxy(target.server.port(), "Basic bWU6aHVudGVyMg==");
  const std::string place = "127.0.0.1:" + std::to_string(proxy.port());
  go_through("http://me:hunter2@" + place);
  EXPECT_EQ(send({.tls = true, .host = "localhost", .port = 8443}).status, 200);

  go_through("http://me:wrong@" + place);
  const Exchange refused = send({.tls = true, .host = "localhost", .port = 8443});
  EXPECT_EQ(refused.failure, Failure::kProxy);
  EXPECT_THAT(
      std::string(refused.failure_detail),
      AllOf(HasSubstr("407"), HasSubstr("in the proxy URL is not valid"), Not(HasSubstr("wrong"))));
}

TEST_F(ConnectionProxyTest, RefusedPlainRequestIsFailure) {
  const TestProxy proxy(0, "Basic bWU6aHVudGVyMg==");
  go_through(proxy.url());
  const Exchange exchange = send({.host = "shop.example"});
  EXPECT_EQ(exchange.failure, Failure::kProxy);
  EXPECT_EQ(exchange.status, 0);
  EXPECT_THAT(
      std::string(exchange.failure_detail),
      AllOf(HasSubstr("407"), HasSubstr("user:password"), HasSubstr(proxy.url().substr(7))));
}

TEST_F(ConnectionProxyTest, FailedTunnelIsReported) {
  const TestProxy proxy(1);  // nothing listens there
  go_through(proxy.url());
  const Exchange exchange = send({.tls = true, .host = "shop.example", .port = 443});
  EXPECT_EQ(exchange.failure, Failure::kProxy);
  EXPECT_THAT(std::string(exchange.failure_detail),
              AllOf(HasSubstr("502 Bad Gateway"), HasSubstr("https://shop.example")));
}

TEST_F(ConnectionProxyTest, ErrorNamesMissingProxy) {
  go_through("http://127.0.0.1:1");
  const Exchange exchange = send({.host = "shop.example"});
  EXPECT_EQ(exchange.failure, Failure::kRefused);
  EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("127.0.0.1:1, the proxy"));
}

TEST_F(ConnectionProxyTest, TargetRuleAppliesBehindProxy) {
  const TestProxy proxy;
  go_through(proxy.url());
  EXPECT_EQ(send({.host = "169.254.169.254"}).failure, Failure::kForbiddenTarget);
  settings_.rule.local_only = true;
  EXPECT_EQ(send({.host = "192.0.2.1"}).failure, Failure::kForbiddenTarget);
  const Exchange unknown = send({.host = "shop.invalid"});
  EXPECT_EQ(unknown.failure, Failure::kForbiddenTarget);
  EXPECT_THAT(std::string(unknown.failure_detail),
              HasSubstr("--traffic_allow_target=shop.invalid"));
  EXPECT_THAT(proxy.heads(), IsEmpty());
  EXPECT_EQ(send({.host = "127.0.0.1"}).status, 200);
  settings_.rule.allowed_hosts = {"shop.invalid"};
  EXPECT_EQ(send({.host = "shop.invalid"}).status, 200);
}

TEST_F(ConnectionProxyTest, TargetRuleAppliesToProxy) {
  settings_.rule.local_only = true;
  go_through("http://192.0.2.1:3128");
  const Exchange exchange = send({.host = "127.0.0.1"});
  EXPECT_EQ(exchange.failure, Failure::kForbiddenTarget);
  EXPECT_THAT(std::string(exchange.failure_detail),
              AllOf(HasSubstr("192.0.2.1:3128"), HasSubstr("--traffic_allow_target=192.0.2.1")));
}

}  // namespace
}  // namespace traffic::detail
