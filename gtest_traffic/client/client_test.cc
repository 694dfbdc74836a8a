// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/client.h"

#include <gmock/gmock.h>

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "gtest_traffic/client/testing/client_fixture.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/net/testing/connections.h"
#include "gtest_traffic/net/testing/test_proxy.h"
#include "gtest_traffic/oauth2.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kFine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

TEST_F(ClientTest, UserSecretsStayAtTarget) {
  run([&](Client& client) {
    client.set_header("Authorization", "Bearer abcd");
    client.set_header("X-Api-Key", "key1");
    client.set_header("X-Trace", "on");
    client.set_header("Private-Token", "nobody knows");
    redactor().add_secret("AGENT_TOKEN", "agent-token-4410");
    client.set_header("Private-Token", "agent-token-4410");
    EXPECT_THAT(body_of(client, "/echo/a"),
                AllOf(HasSubstr("abcd"), HasSubstr("key1"), HasSubstr("X-Trace: on"),
                      HasSubstr("agent-token-4410")));
    EXPECT_THAT(body_of(client, {"{}/echo/a", other_.url()}),
                AllOf(Not(HasSubstr("abcd")), Not(HasSubstr("key1")), HasSubstr("X-Trace: on"),
                      Not(HasSubstr("Private-Token"))));
    const RequestOptions theirs{.headers = {{"Authorization", "Bearer efgh"}}};
    EXPECT_THAT(body_of(client, {"{}/echo/a", other_.url()}, theirs), HasSubstr("efgh"));
  });
}

TEST_F(ClientTest, ProxyGetsFullUrlAndOwnCredentials) {
  const TestProxy proxy(0, "Basic bWU6aHVudGVyMg==");
  settings_.proxies =
      proxy_for_all(*parse_proxy("http://me:hunter2@127.0.0.1:" + std::to_string(proxy.port())));
  run([&](Client& client) {
    const Exchange& exchange = get(client, "/echo/a?x=1");
    EXPECT_THAT(std::string(exchange.body),
                AllOf(HasSubstr("GET " + target_.url() + "/echo/a?x=1 HTTP/1.1\r\n"),
                      HasSubstr("Host: " + target_.url().substr(7) + "\r\n"),
                      HasSubstr("Proxy-Authorization: Basic bWU6aHVudGVyMg==\r\n")));
    EXPECT_EQ(exchange.target, "/echo/a?x=1");
    EXPECT_EQ(exchange.origin, target_.url());
  });
}

TEST_F(ClientTest, WaitsForRetryAfter) {
  std::atomic<int> seen{0};
  target_.route("GET", "/busy", [&](const ServerRequest&) {
    if (++seen < 3) return ServerResponse{.status = 503, .headers = {{"Retry-After", "0"}}};
    return ServerResponse{.body = "done", .headers = {}};
  });
  run([&](Client& client) {
    environment_->retries = 2;
    const Exchange& last = get(client, "/busy");
    EXPECT_EQ(last.status, 200);
    EXPECT_EQ(last.attempts, 3);
    const auto all = exchanges_of(last);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_THAT(causes_of(last),
                ElementsAre(SendCause::kAsked, SendCause::kRetry, SendCause::kRetry));
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(all[i]->status, i < 2 ? 503 : 200);
      EXPECT_EQ(all[i]->bytes_sent, all[i]->request_head.size());
      EXPECT_EQ(all[i]->bytes_received, all[i]->response_head.size() + all[i]->body.size());
      EXPECT_GE(all[i]->done(), all[i]->sent);
      if (i > 0) {
        EXPECT_GE(all[i]->sent, all[i - 1]->done());
      }
    }
    seen = 0;
    EXPECT_EQ(get(client, "/busy", {.retries = 0}).status, 503);
  });
}

TEST_F(ClientTest, RetriesGivenStatuses) {
  std::atomic<int> seen{0};
  target_.route("GET", "/bad", [&](const ServerRequest&) {
    return ServerResponse{.status = ++seen % 2 == 1 ? 502 : 200, .headers = {}};
  });
  run([&](Client& client) {
    constexpr std::array kBad = {429, 502};
    const RequestOptions options{.retries = 1, .retry_statuses = kBad};
    const Exchange& last = get(client, "/bad", options);
    EXPECT_EQ(last.status, 200);
    EXPECT_EQ(last.attempts, 2);
    EXPECT_THAT(causes_of(last), ElementsAre(SendCause::kAsked, SendCause::kRetry));
    EXPECT_EQ(get(client, "/bad", {.retries = 1}).status, 502);
    seen = 0;
    EXPECT_EQ(get(client, "/bad", {.retries = 0, .retry_statuses = kBad}).status, 502);
    EXPECT_EQ(seen, 1);
  });
}

TEST_F(ClientTest, InvalidUrlFailsUnsent) {
  run([&](Client& client) {
    const Exchange& exchange = get(client, "http://:80/x");
    EXPECT_EQ(exchange.failure, Failure::kBadUrl);
    EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("no host"));
    EXPECT_EQ(exchange.bytes_sent, 0U);
    EXPECT_EQ(exchange.sent, exchange.done());
    EXPECT_NE(exchange.sent, Time());
  });
}

// Repeats a request once after each 401.
class Stubborn final : public Auth {
 public:
  void authorize(AuthRequest& request) override {
    request.add_header("Authorization", "try " + std::to_string(++tries_));
  }
  bool answered(const Exchange&) override { return true; }

 private:
  int tries_ = 0;
};

TEST_F(ClientTest, RedirectsAndNewCredentialsAreSeparateExchanges) {
  target_.route("GET", "/to", [](const ServerRequest&) {
    return ServerResponse{.status = 302, .headers = {{"Location", "/mine"}}};
  });
  target_.route("GET", "/mine", [](const ServerRequest& request) {
    return ServerResponse{.status = request.header("Authorization") == "try 3" ? 200 : 401,
                          .headers = {}};
  });
  run([&](Client& client) {
    client.set_auth(std::make_shared<Stubborn>());
    const Exchange& last = get(client, "/to");
    EXPECT_EQ(last.status, 200);
    EXPECT_THAT(causes_of(last),
                ElementsAre(SendCause::kAsked, SendCause::kRedirect, SendCause::kCredentials));
    EXPECT_EQ(last.attempts, 2);
    const auto all = exchanges_of(last);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0]->status, 302);
    EXPECT_EQ(all[1]->status, 401);
    EXPECT_EQ(all[0]->target, "/to");
    EXPECT_EQ(all[1]->target, "/mine");
    EXPECT_EQ(all[1]->redirected_from, all[0]);
    EXPECT_EQ(last.redirected_from, all[0]);
    EXPECT_EQ(last.timings.redirects, last.sent - all[0]->sent);
    EXPECT_EQ(last.timings.total, last.done() - all[0]->sent);
  });
}

TEST_F(ClientTest, ReplacedConnectionIsAttempt) {
  std::atomic<bool> arrived{false};
  target_.route_raw("POST", "/", [&](const ServerRequest&, ServerConnection& connection) {
    connection.write(kFine);
    while (!arrived) connection.sleep(1ms);
    connection.close();
  });
  run([&](Client& client) {
    EXPECT_EQ(send(client, Method::kPost, "/").last->status, 200);
    arrived = true;
    wait_until_peer_ends(target_.port());
    const Exchange& last = *send(client, Method::kPost, "/").last;
    EXPECT_EQ(last.body, "hi") << last.failure_detail;
    EXPECT_EQ(last.attempts, 2);
    EXPECT_GT(last.timings.connect, Duration(0));
    ASSERT_THAT(causes_of(last), ElementsAre(SendCause::kAsked, SendCause::kReconnect));
    EXPECT_EQ(last.previous->failure, Failure::kClosed);
    EXPECT_EQ(last.previous->bytes_sent, last.bytes_sent);
    EXPECT_EQ(last.previous->timings.connect, Duration(0));
  });
}

TEST_F(ClientTest, RejectedExpectationIsAttempt) {
  target_.route_raw("POST", "/", [](const ServerRequest& request, ServerConnection& connection) {
    const bool asks = request.head.find("Expect:") != std::string_view::npos;
    connection.write(asks ? "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n" : kFine);
    connection.close();
  });
  run([&](Client& client) {
    const Path path("/");
    const Body body = raw("order");
    const RequestOptions options{.expect = Expect::kContinue};
    const Exchange& last =
        *client
             .send({.method = Method::kPost, .path = path, .body = body, .options = options},
                   arena_)
             .last;
    EXPECT_EQ(last.status, 200) << last.failure_detail;
    EXPECT_EQ(last.attempts, 2);
    EXPECT_THAT(causes_of(last), ElementsAre(SendCause::kAsked, SendCause::kExpectation));
    EXPECT_EQ(last.previous->status, 417);
    EXPECT_THAT(std::string(last.previous->request_head), HasSubstr("Expect: 100-continue"));
    EXPECT_THAT(std::string(last.request_head), Not(HasSubstr("Expect:")));
  });
}

TEST_F(ClientTest, EarlierExchangeKeepsStartOfBody) {
  constexpr std::size_t kKept = 64 * 1024;
  target_.route("GET", "/to", [](const ServerRequest&) {
    return ServerResponse{
        .status = 302, .body = std::string(kKept + 1, 'x'), .headers = {{"Location", "/echo/a"}}};
  });
  run([&](Client& client) {
    const Exchange& last = get(client, "/to");
    ASSERT_NE(last.previous, nullptr);
    EXPECT_EQ(last.previous->body.size(), kKept);
    EXPECT_EQ(last.previous->wire_size, kKept + 1);
  });
}

TEST_F(ClientTest, RateCapDelaysExchange) {
  run([&](Client& client) {
    environment_->rate_cap.emplace(per_second(100));
    EXPECT_EQ(get(client, "/echo/a").cap_wait, Duration(0));
    const Exchange& second = get(client, "/echo/a");
    EXPECT_GT(second.cap_wait, Duration(0));
    EXPECT_EQ(second.timings.total, second.done() - second.sent)
        << "the total time excludes the delay";
  });
}

TEST_F(ClientTest, TimeOfRedirectsExcludesRateCap) {
  target_.route("GET", "/to", [](const ServerRequest&) {
    return ServerResponse{.status = 302, .headers = {{"Location", "/echo/a"}}};
  });
  run([&](Client& client) {
    environment_->rate_cap.emplace(per_second(100));
    const Exchange& last = get(client, "/to");
    ASSERT_NE(last.previous, nullptr);
    EXPECT_GT(last.cap_wait, Duration(0));
    EXPECT_EQ(last.timings.redirects, last.sent - last.previous->sent - last.cap_wait);
  });
}

TEST_F(ClientTest, StoppingClientSendsNothing) {
  run([&](Client& client) {
    environment_->stopping = true;
    const Exchange& exchange = get(client, "/echo/a");
    EXPECT_EQ(exchange.failure, Failure::kStopped);
    EXPECT_EQ(exchange.bytes_sent, 0U);
    EXPECT_EQ(client.connections_opened(), 0U);
  });
}

}  // namespace
}  // namespace traffic::detail
