// SPDX-License-Identifier: Apache-2.0
// The client sends the headers that the user set, and the URLs and paths that responses contain, as
// HTTP demands.
#include <gmock/gmock.h>

#include "gtest_traffic/client/testing/client_fixture.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ClientHeadersTest : public ClientTest {};

TEST_F(ClientHeadersTest, ConnectionCloseEndsConnection) {
  run([&](Client& client) {
    for (int i = 1; i <= 3; ++i) {
      EXPECT_THAT(body_of(client, "/echo/a", {.headers = {{"Connection", "close"}}}),
                  HasSubstr("Connection: close\r\n"));
      EXPECT_EQ(client.connections_opened(), static_cast<std::uint64_t>(i));
    }
    body_of(client, "/echo/a");
    body_of(client, "/echo/a");
    EXPECT_EQ(client.connections_opened(), 4U);
    client.set_header("Connection", "close");
    body_of(client, "/echo/a");
    body_of(client, "/echo/a");
    EXPECT_EQ(client.connections_opened(), 5U);
  });
}

TEST_F(ClientHeadersTest, RefusesSecondFraming) {
  run([&](Client& client) {
    for (const RequestOptions& options :
         {RequestOptions{.headers = {{"Content-Length", 9}}},
          RequestOptions{.headers = {{"transfer-encoding", "chunked"}}}}) {
      const Exchange& exchange = get(client, "/echo/a", options);
      EXPECT_EQ(exchange.failure, Failure::kLocal);
      EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("is written by the client"));
    }
    client.set_header("Content-Length", "9");
    EXPECT_EQ(get(client, "/echo/a").failure, Failure::kLocal);
    EXPECT_EQ(client.connections_opened(), 0U);
  });
}

TEST_F(ClientHeadersTest, CookieHeaderIsForOneHop) {
  target_.route("POST", "/login", [](const ServerRequest& request) {
    EXPECT_EQ(request.header("Cookie"), "consent=yes");
    return ServerResponse{.status = 302,
                          .headers = {{"Location", "/echo/a"}, {"Set-Cookie", "sid=17"}}};
  });
  run([&](Client& client) {
    client.cookies().set("old", "1");
    const Call call =
        send(client, Method::kPost, "/login", {.headers = {{"Cookie", "consent=yes"}}});
    EXPECT_THAT(std::string(call.last->body),
                AllOf(HasSubstr("Cookie: old=1; sid=17\r\n"), Not(HasSubstr("consent"))));
  });
}

TEST_F(ClientHeadersTest, FollowsLocationAsSent) {
  target_.route("POST", "/files", [](const ServerRequest&) {
    return ServerResponse{.status = 303,
                          .headers = {{"Location", "/echo/a%2Fb%2Bc%3Bd%40e?q=%2B%26"}}};
  });
  run([&](Client& client) {
    const Call call = send(client, Method::kPost, "/files");
    EXPECT_THAT(std::string(call.last->body), StartsWith("GET /echo/a%2Fb%2Bc%3Bd%40e?q=%2B%26 "));
  });
}

TEST_F(ClientHeadersTest, PathFromResponseIsBelowOrigin) {
  run([&](Client& client) {
    environment_->set_target(*parse_base_url(target_.url() + "/echo"));
    EXPECT_THAT(body_of(client, "/orders"), StartsWith("GET /echo/orders "));
    EXPECT_THAT(body_of(client, {"{}", "/echo/7%2F8?x=1"}), StartsWith("GET /echo/7%2F8?x=1 "));
    EXPECT_THAT(body_of(client, {"{}", "orders"}), StartsWith("GET /echo/orders "));
    EXPECT_THAT(body_of(client, {"{}/echo/9", target_.url().substr(5)}),
                StartsWith("GET /echo/9 "));
    EXPECT_EQ(client.connections_opened(), 1U);
  });
}

TEST_F(ClientHeadersTest, RangeOptionReplacesHeader) {
  run([&](Client& client) {
    EXPECT_THAT(
        body_of(client, "/echo/a", {.headers = {{"range", "bytes=0-"}}, .range = bytes_from(5)}),
        AllOf(HasSubstr("Range: bytes=5-\r\n"), Not(HasSubstr("bytes=0-"))));
  });
}

}  // namespace
}  // namespace traffic::detail
