// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/wait_ready.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/main/testing/command_test.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A server whose port refuses connections until it listens.
class LateServer {
 public:
  LateServer() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      ADD_FAILURE() << "cannot bind a socket";
    }
    port_ = ntohs(address.sin_port);
  }
  ~LateServer() {
    shutdown(socket_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    close(socket_);
  }
  LateServer(const LateServer&) = delete;
  LateServer& operator=(const LateServer&) = delete;

  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }

  // Responds with 200 to each connection from `delay` on.
  void listen_after(Duration delay) {
    thread_ = std::thread([this, delay] {
      std::this_thread::sleep_for(delay);
      listen(socket_, 8);
      for (int peer = 0; (peer = accept(socket_, nullptr, nullptr)) >= 0; close(peer)) {
        std::array<char, 4096> request{};
        if (read(peer, request.data(), request.size()) <= 0) continue;
        constexpr std::string_view kResponse = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        static_cast<void>(send(peer, kResponse.data(), kResponse.size(), MSG_NOSIGNAL));
      }
    });
  }

 private:
  int socket_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

class WaitReadyTest : public CommandTest {
 protected:
  WaitReadyTest() {
    server_.stop();
    server_.route("GET", "/health", [this](const ServerRequest&) {
      ++health_requests_;
      return ServerResponse{.status = health_requests_ < 3 ? early_status_.load() : 200,
                            .headers = {}};
    });
    server_.route("GET", "/", [this](const ServerRequest&) {
      ++health_requests_;
      return ServerResponse{.status = health_requests_ < 3 ? early_status_.load() : 404,
                            .headers = {}};
    });
    server_.start();
  }
  std::optional<Error> wait_for(std::string path, const std::string& url) {
    return wait_until_ready({.longest = 1min, .path = std::move(path)}, *parse_base_url(url), {});
  }

  std::atomic<int> health_requests_{0};
  std::atomic<int> early_status_{503};
};

TEST_F(WaitReadyTest, EndsWhenServerStarts) {
  LateServer server;
  server.listen_after(300ms);
  EXPECT_EQ(wait_for("", server.url()), std::nullopt);
}

TEST_F(WaitReadyTest, EndsWhenHealthPathSucceeds) {
  early_status_ = 404;
  EXPECT_EQ(wait_for("/health", url()), std::nullopt);
  EXPECT_EQ(health_requests_, 3);
}

TEST_F(WaitReadyTest, AnyStatusExceptOfGatewayIsReadyWithoutPath) {
  EXPECT_EQ(wait_for("", url()), std::nullopt);
  EXPECT_EQ(health_requests_, 3) << "503 means that the target is not ready, 404 that it is";
}

TEST_F(WaitReadyTest, CommandRunsTestsAfterTheWait) {
  const Outcome outcome = run({"--traffic_base_url=" + url(), "--traffic_wait_ready=1m,/health",
                               "--gtest_filter=Probe.Looks"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("note: waiting up to 1 min for " + url()),
                                  HasSubstr("note: the target is ready after ")));
  EXPECT_THAT(asked(), testing::ElementsAre("GET /things"));
}

TEST_F(WaitReadyTest, TargetThatIsNotReadyFailsCommand) {
  const LateServer never;
  const Outcome outcome = run({"--traffic_base_url=" + never.url(), "--traffic_wait_ready=300ms",
                               "--gtest_filter=Probe.Looks"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("error: the target was not ready within 300 ms "
                                            "(--traffic_wait_ready): expected a status "
                                            "other than 502, 503 and 504 "
                                            "from GET / of " +
                                            never.url()),
                                  HasSubstr(" attempts: connect to "),
                                  HasSubstr("connection refused"), Not(HasSubstr("RUN"))));
}

TEST_F(WaitReadyTest, JsonLogHasTheWait) {
  const LateServer never;
  const Outcome outcome = run({"--traffic_base_url=" + never.url(), "--traffic_wait_ready=300ms",
                               "--traffic_log=json", "--gtest_filter=Probe.Looks"});
  EXPECT_EQ(outcome.exit_code, 1);
  std::vector<std::string> lines;
  for (const std::string_view line : split(outcome.text, '\n')) {
    if (!line.empty()) lines.emplace_back(line);
  }
  EXPECT_THAT(lines, AllOf(testing::SizeIs(2), Each(AllOf(StartsWith("{\"time\":"),
                                                          HasSubstr("\"event\":\"message\"")))));
  EXPECT_THAT(lines.back(), HasSubstr("\"level\":\"error\""));
}

TEST_F(WaitReadyTest, InterruptEndsTheWait) {
  const LateServer never;
  const Outcome outcome =
      run({"--traffic_base_url=" + never.url(), "--traffic_wait_ready=24h"}, {}, {"waiting up to"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text,
              HasSubstr("error: the wait was interrupted (--traffic_wait_ready): expected"));
}

TEST_F(WaitReadyTest, TestListDoesNotWait) {
  const LateServer never;
  EXPECT_EQ(
      run({"--traffic_base_url=" + never.url(), "--traffic_wait_ready=24h", "--gtest_list_tests"})
          .exit_code,
      0);
}

}  // namespace
}  // namespace traffic::detail
