// SPDX-License-Identifier: Apache-2.0
// Tests the total timeout of a request.
#include <gmock/gmock.h>

#include "gtest_traffic/client/client.h"
#include "gtest_traffic/client/testing/client_fixture.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Lt;

class TotalTimeoutTest : public ClientTest {
 protected:
  void expect_timeout(const Exchange& last) {
    EXPECT_EQ(last.failure, Failure::kReadTimeout);
    EXPECT_EQ(last.failure_detail, kTotalTimeoutText);
  }
};

TEST_F(TotalTimeoutTest, CoversRedirects) {
  target_.route("GET", "/round", [](const ServerRequest&) {
    server_sleep(150ms);
    return ServerResponse{.status = 302, .headers = {{"Location", "/round"}}};
  });
  run([&](Client& client) {
    const Exchange& last = get(client, "/round", {.total_timeout = 1s, .redirects = 100});
    expect_timeout(last);
    EXPECT_EQ(last.cause, SendCause::kRedirect);
    EXPECT_EQ(last.previous->status, 302);
  });
}

TEST_F(TotalTimeoutTest, CoversRetriesAndTheirPauses) {
  target_.route("GET", "/busy", [](const ServerRequest&) {
    server_sleep(20ms);
    return ServerResponse{.status = 503, .headers = {{"Retry-After", "0"}}};
  });
  target_.route("GET", "/later", [](const ServerRequest&) {
    return ServerResponse{.status = 503, .headers = {{"Retry-After", "60"}}};
  });
  run([&](Client& client) {
    const Exchange& last = get(client, "/busy", {.total_timeout = 110ms, .retries = 10});
    EXPECT_THAT(last.attempts, Lt(8));
    const Exchange& later = get(client, "/later", {.total_timeout = 30s, .retries = 10});
    EXPECT_EQ(later.status, 503);
    EXPECT_EQ(later.attempts, 1);
  });
}

TEST_F(TotalTimeoutTest, CoversBody) {
  target_.route_raw("GET", "/drip", [](const ServerRequest&, ServerConnection& connection) {
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    for (int i = 0; i < 1000; ++i) {
      connection.write("x");
      connection.sleep(10ms);
    }
  });
  run([&](Client& client) {
    const Exchange& last = get(client, "/drip", {.total_timeout = 1s});
    expect_timeout(last);
    EXPECT_THAT(last.response_head, HasSubstr("200 OK"));
    EXPECT_THAT(last.body, HasSubstr("x"));
  });
}

TEST_F(TotalTimeoutTest, ShorterReadTimeoutIsNamed) {
  target_.route_raw("GET", "/silent", [](const ServerRequest&, ServerConnection& connection) {
    connection.sleep(1h);
  });
  run([&](Client& client) {
    const Exchange& last =
        get(client, "/silent", {.read_timeout = 30ms, .total_timeout = 30s, .retries = 0});
    EXPECT_EQ(last.failure, Failure::kReadTimeout);
    EXPECT_THAT(last.failure_detail, HasSubstr("read timeout"));
  });
}

TEST_F(TotalTimeoutTest, SettingIsDefault) {
  settings_.total_timeout = 50ms;
  target_.route_raw("GET", "/silent", [](const ServerRequest&, ServerConnection& connection) {
    connection.sleep(1h);
  });
  run([&](Client& client) {
    expect_timeout(get(client, "/silent"));
    EXPECT_EQ(get(client, "/echo/a", {.total_timeout = 1min}).status, 200);
  });
}

}  // namespace
}  // namespace traffic::detail
