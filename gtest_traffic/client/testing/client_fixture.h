// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <string>
#include <vector>

#include "gtest_traffic/client/client.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {

// A client without a journey and without a recorder. `/echo/{}` of the target and of the other
// server returns the request.
class ClientTest : public testing::Test {
 protected:
  ClientTest() {
    for (Server* const server : {&target_, &other_}) {
      server->route("GET", "/echo/{}", [](const ServerRequest& request) {
        return ServerResponse{.body = std::string(request.head), .headers = {}};
      });
    }
    other_.start();
  }

  void run(const std::function<void(Client&)>& body) {
    target_.start();
    run_on_fiber([&](Reactor& reactor) {
      ClientEnvironment environment(reactor, settings_);
      environment.set_target(*parse_base_url(target_.url()));
      environment.on_token_request = [this](const Call& call, std::string_view url, auto result) {
        EXPECT_EQ(result, ClientEnvironment::TokenResult::kToken);
        token_requests_.push_back(std::string(url) + " " + std::to_string(call.last->status));
      };
      environment_ = &environment;
      Client client(environment);
      body(client);
    });
  }

  Call send(Client& client, Method method, const Path& path, const RequestOptions& options = {}) {
    return client.send({.method = method, .path = path, .body = Body(), .options = options},
                       arena_);
  }
  const Exchange& get(Client& client, const Path& path, const RequestOptions& options = {}) {
    return *send(client, Method::kGet, path, options).last;
  }
  std::string body_of(Client& client, const Path& path, const RequestOptions& options = {}) {
    const Exchange& exchange = get(client, path, options);
    EXPECT_EQ(exchange.status, 200) << exchange.failure_detail;
    return std::string(exchange.body);
  }

  // Returns the exchanges of a call in order.
  static std::vector<const Exchange*> exchanges_of(const Exchange& last) {
    std::vector<const Exchange*> all;
    for (const Exchange* each = &last; each != nullptr; each = each->previous) {
      all.insert(all.begin(), each);
    }
    return all;
  }
  static std::vector<SendCause> causes_of(const Exchange& last) {
    std::vector<SendCause> causes;
    for (const Exchange* const each : exchanges_of(last)) causes.push_back(each->cause);
    return causes;
  }

  Server target_;
  Server other_;
  ClientSettings settings_;
  ClientEnvironment* environment_ = nullptr;
  std::vector<std::string> token_requests_;
  Arena arena_;
};

}  // namespace traffic::detail
