// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "gtest_traffic/client/testing/caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

ServerResponse text(std::string body) {
  return {.body = std::move(body), .content_type = "text/plain", .headers = {}};
}

class ServerTest : public testing::Test {
 protected:
  // Starts the server and calls it on one connection.
  void call(const std::function<void(Caller&)>& body) {
    server_.start();
    run_on_fiber([&](Reactor& reactor) {
      Caller caller(reactor, server_);
      body(caller);
    });
  }

  Server server_;
};

TEST_F(ServerTest, PassesRequestToHandler) {
  server_.route("POST", "/echo/{}", [](const ServerRequest& request) {
    return text(std::string(request.method) + " " + request.parameters.at(0) + " " +
                request.query_value("q") + " " + request.query_value("missing", "none") + " " +
                std::string(request.header("host")) + " " + std::string(request.body));
  });
  call([](Caller& caller) {
    const Exchange exchange = caller.send(Method::kPost, "/echo/a%20b?x=1&q=c+d%21", "body");
    EXPECT_EQ(exchange.status, 200);
    EXPECT_EQ(exchange.body, "POST a b c d! none test body");
    EXPECT_THAT(std::string(exchange.response_head), HasSubstr("Content-Type: text/plain\r\n"));
  });
}

TEST_F(ServerTest, AnswersHeadWithLengthOnly) {
  server_.route("GET", "/", [](const ServerRequest&) { return text("hello"); });
  call([](Caller& caller) {
    for (int i = 0; i < 2; ++i) {  // the second request shows that no bytes of a body are left
      const Exchange exchange = caller.send(Method::kHead, "/");
      EXPECT_EQ(exchange.status, 200);
      EXPECT_EQ(exchange.body, "");
      EXPECT_THAT(std::string(exchange.response_head), HasSubstr("Content-Length: 5\r\n"));
    }
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST_F(ServerTest, ReportsUnknownPathOrMethodAsJson) {
  server_.route("GET", "/here", [](const ServerRequest&) { return text("hello"); });
  call([](Caller& caller) {
    const Exchange unknown = caller.get("/there");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_THAT(std::string(unknown.body), HasSubstr(R"("code":"not_found")"));
    const Exchange other = caller.send(Method::kPut, "/here");
    EXPECT_EQ(other.status, 405);
    EXPECT_THAT(std::string(other.response_head), HasSubstr("Allow: GET\r\n"));
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST_F(ServerTest, SendsNoBodyWith204) {
  server_.route("GET", "/", [](const ServerRequest&) {
    return ServerResponse{.status = 204, .body = "ignored", .headers = {{"X-A", "b"}}};
  });
  call([](Caller& caller) {
    const Exchange exchange = caller.get("/");
    EXPECT_EQ(exchange.status, 204);
    EXPECT_THAT(std::string(exchange.response_head),
                AllOf(HasSubstr("X-A: b\r\n"), testing::Not(HasSubstr("Content-Length"))));
  });
}

TEST_F(ServerTest, PreventsHeaderInjection) {
  server_.route("GET", "/to", [](const ServerRequest& request) {
    return ServerResponse{.status = 302, .headers = {{"Location", request.query_value("url")}}};
  });
  call([](Caller& caller) {
    const Exchange exchange = caller.get("/to?url=/x%0d%0aSet-Cookie:%20a=b");
    EXPECT_THAT(std::string(exchange.response_head),
                AllOf(HasSubstr("Location: /x  Set-Cookie: a=b\r\n"),
                      testing::Not(HasSubstr("\nSet-Cookie"))));
  });
}

TEST_F(ServerTest, FilterMayRespond) {
  server_.before_each([](const ServerRequest& request) {
    return ServerResponse{
        .status = request.header("Host").empty() ? 0 : 401, .body = "no", .headers = {}};
  });
  server_.route("GET", "/", [](const ServerRequest&) { return text("yes"); });
  call([](Caller& caller) { EXPECT_EQ(caller.get("/").status, 401); });
}

TEST_F(ServerTest, ReportsFailedHandler) {
  server_.route("GET", "/error", [](const ServerRequest&) -> ServerResponse {
    throw std::runtime_error("internals that are nobody's business");
  });
  server_.route("GET", "/other", [](const ServerRequest&) -> ServerResponse { throw 42; });
  call([](Caller& caller) {
    for (const char* const path : {"/error", "/other"}) {
      const Exchange exchange = caller.get(path);
      EXPECT_EQ(exchange.status, 500) << path;
      EXPECT_THAT(std::string(exchange.body), testing::Not(HasSubstr("nobody's business")));
    }
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST_F(ServerTest, ReportsFailedFilter) {
  server_.before_each(
      [](const ServerRequest&) -> ServerResponse { throw std::runtime_error("the filter's"); });
  server_.route("GET", "/", [](const ServerRequest&) { return text("hello"); });
  server_.route_raw("GET", "/raw", [](const ServerRequest&, ServerConnection&) {});
  call([](Caller& caller) {
    EXPECT_EQ(caller.get("/").status, 500);
    EXPECT_EQ(caller.get("/raw").status, 500);
  });
}

TEST_F(ServerTest, FailedRawHandlerResetsConnection) {
  server_.route_raw("GET", "/", [](const ServerRequest&, ServerConnection& connection) {
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    throw std::runtime_error("in the middle");
  });
  server_.route("GET", "/fine", [](const ServerRequest&) { return text("hello"); });
  call([](Caller& caller) {
    EXPECT_EQ(caller.get("/").failure, Failure::kReset);
    EXPECT_EQ(caller.get("/fine").status, 200);
  });
}

TEST_F(ServerTest, ServesOthersWhileHandlerSleeps) {
  std::atomic<bool> sleeps = false;
  std::atomic<int> served = 0;
  server_.route("GET", "/slow", [&](const ServerRequest&) {
    sleeps = true;
    while (served < 2) server_sleep(1ms);
    return text("slow");
  });
  server_.route("GET", "/fast", [&](const ServerRequest&) {
    ++served;
    return text("fast");
  });
  server_.start();
  run_on_fiber([&](Reactor& reactor) {
    std::string order;
    Fiber other([&] {
      Caller caller(reactor, server_);
      order += std::string(caller.get("/slow").body) + " ";
    });
    reactor.start(other);
    Caller caller(reactor, server_);
    while (!sleeps) reactor.sleep_until(Clock::now() + 1ms);
    while (!other.done()) {
      EXPECT_EQ(caller.get("/fast").body, "fast");
      if (served == 1) order = "fast ";
    }
    EXPECT_EQ(order, "fast slow ");
  });
}

TEST_F(ServerTest, StopsWhileHandlersSleep) {
  server_.route("GET", "/", [](const ServerRequest&) {
    server_sleep(1h);
    return text("late");
  });
  server_.start();
  run_on_fiber([&](Reactor& reactor) {
    Fiber user([&] {
      Caller caller(reactor, server_);
      caller.get("/");
    });
    reactor.start(user);
    reactor.sleep_until(Clock::now() + 5ms);
    server_.stop();
    while (!user.done()) reactor.sleep_until(Clock::now() + 1ms);
  });
}

TEST_F(ServerTest, SharesConnectionsAmongWorkers) {
  server_.route("GET", "/", [](const ServerRequest&) { return text("hello"); });
  server_.start({.workers = 3});
  run_on_fiber([&](Reactor& reactor) {
    for (int i = 0; i < 20; ++i) {
      Caller caller(reactor, server_);
      EXPECT_EQ(caller.get("/").status, 200);
    }
  });
}

TEST_F(ServerTest, DoesNotSharePort) {
  for (const unsigned first_workers : {1U, 2U}) {
    Server first;
    first.start({.workers = first_workers});
    for (const unsigned workers : {1U, 2U}) {
      Server second;
      EXPECT_THAT([&] { second.start({.port = first.port(), .workers = workers}); },
                  ThrowsMessage<std::runtime_error>(
                      AllOf(HasSubstr("127.0.0.1:" + std::to_string(first.port())),
                            HasSubstr("Address already in use"))))
          << first_workers << " and " << workers << " workers";
    }
  }
}

TEST_F(ServerTest, ReusesPortAfterStop) {
  for (const unsigned workers : {1U, 2U}) {
    server_.start({.workers = workers});
    const std::uint16_t port = server_.port();
    server_.stop();
    server_.start({.port = port, .workers = workers});
    EXPECT_EQ(server_.port(), port);
    server_.stop();
  }
}

TEST_F(ServerTest, RejectsHostNameAsAddress) {
  EXPECT_THAT([&] { server_.start({.address = "localhost"}); },
              ThrowsMessage<std::runtime_error>(HasSubstr("not an IP address")));
}

}  // namespace
}  // namespace traffic::detail
