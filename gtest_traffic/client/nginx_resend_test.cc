// SPDX-License-Identifier: Apache-2.0
// Compares the attempts of the client with the access log of nginx, if it is installed.
#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/client/client.h"
#include "gtest_traffic/client/testing/nginx.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/connections.h"

namespace traffic::detail {
namespace {

class NginxResendTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!Nginx::installed()) GTEST_SKIP() << Nginx::kProgram << " is not installed";
  }

  std::string log_settings() const {
    return "log_format short '$request_method $request_uri $status';\naccess_log " +
           folder_.path("access.log") + " short;";
  }

  // Sends requests, each with its own path. Counts attempts and replaced connections.
  void send(std::uint16_t port, const std::vector<Method>& methods, bool waits) {
    run_on_fiber([&](Reactor& reactor) {
      ClientEnvironment environment(reactor, {});
      environment.set_target(*parse_base_url("http://127.0.0.1:" + std::to_string(port)));
      Client client(environment);
      const RequestOptions options{.retries = 0};
      const Body body = raw("order");
      int number = 0;
      for (const Method method : methods) {
        Arena arena;
        const std::string target = "/" + std::to_string(++number);  // Path only views it
        const Path path(target);
        const Request request{.method = method, .path = path, .body = body, .options = options};
        const Exchange& last = *client.send(request, arena).last;
        attempts_ += last.attempts;
        sent_[std::string(to_string(method)) + " /" + std::to_string(number)] =
            std::to_string(last.status) + ' ' + std::string(last.failure_detail);
        errors_ += last.status == 0 ? 1 : 0;
        for (const Exchange* each = &last; each != nullptr; each = each->previous) {
          replaced_ += each->cause == SendCause::kReconnect ? 1 : 0;
        }
        if (waits) wait_until_peer_ends(port);
      }
    });
  }

  // Returns how often each request is in the log.
  std::map<std::string, int> logged() const {
    std::map<std::string, int> counts;
    std::ifstream log(folder_.path("access.log"));
    for (std::string line; std::getline(log, line);) ++counts[line.substr(0, line.rfind(' '))];
    return counts;
  }

  static std::vector<Method> mixed(int count) {
    std::vector<Method> methods;
    for (int i = 0; i < count; ++i) {
      methods.push_back(i % 3 == 0 ? Method::kPost : i % 3 == 1 ? Method::kPut : Method::kDelete);
    }
    return methods;
  }

  // Expects each request once in the log, which nginx writes after it has answered.
  void expect_each_once() const {
    const Time deadline = Clock::now() + std::chrono::seconds(10);
    while (logged().size() < sent_.size() && Clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const auto counts = logged();
    for (const auto& [request, result] : sent_) {
      const auto found = counts.find(request);
      EXPECT_EQ(found == counts.end() ? 0 : found->second, 1) << request << ": " << result;
    }
  }

  const TemporaryFolder folder_;
  std::map<std::string, std::string> sent_;  // requests and their results
  int attempts_ = 0;
  int errors_ = 0;
  int replaced_ = 0;
};

TEST_F(NginxResendTest, UnansweredRequestsAreSentOnce) {
  const Nginx nginx(folder_.path(""),
                    log_settings() + "split_clients \"${request_id}\" $drops { 5% 1; * ''; }",
                    "location / { if ($drops) { return 444; } return 200 \"{}\"; }");
  send(nginx.port(), mixed(1500), false);
  expect_each_once();
  EXPECT_EQ(attempts_, 1500 + replaced_);
  EXPECT_GT(errors_, 20);
}

TEST_F(NginxResendTest, KeepAliveRaceLosesNoRequest) {
  const Nginx nginx(folder_.path(""), log_settings() + "keepalive_timeout 2ms;",
                    "location / { return 200 \"{}\"; }");
  send(nginx.port(), mixed(60), true);
  expect_each_once();
  EXPECT_EQ(errors_, 0);
  EXPECT_EQ(attempts_, 60 + replaced_);
  EXPECT_GT(replaced_, 0);
}

}  // namespace
}  // namespace traffic::detail
