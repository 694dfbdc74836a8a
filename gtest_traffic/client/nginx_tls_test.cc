// SPDX-License-Identifier: Apache-2.0
// Tests against nginx, an independent server, if it is installed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <thread>

#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr const char* kNginx = "/usr/sbin/nginx";

// Returns a port that was free a moment ago.
std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

class NginxTlsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (::access(kNginx, X_OK) != 0) GTEST_SKIP() << kNginx << " is not installed";
  }
  void TearDown() override {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }

  void start(const std::string& settings) {
    const KeyPair pair = authority_.issue();
    port_ = free_port();
    const std::string folder = authority_.folder();
    const std::string file = authority_.folder() / "nginx.conf";
    std::ofstream(file) << "daemon off; master_process off; pid " << folder
                        << "/pid; error_log stderr crit;\n"
                           "events {} http { access_log off;\n"
                           "client_body_temp_path "
                        << folder << "/a; proxy_temp_path " << folder << "/b; fastcgi_temp_path "
                        << folder << "/c; uwsgi_temp_path " << folder << "/d; scgi_temp_path "
                        << folder << "/e;\nserver { listen 127.0.0.1:" << port_
                        << " ssl; ssl_certificate " << pair.certificate << "; ssl_certificate_key "
                        << pair.key << ";\n"
                        << settings << "\nlocation /ok { return 200 \"{}\"; } } }\n";
    std::array<std::string, 5> words{kNginx, "-p", folder, "-c", file};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    ASSERT_EQ(::posix_spawn(&process_, kNginx, nullptr, nullptr, arguments.data(), environ), 0);
    for (int i = 0; i < 500 && call({}).failure == Failure::kRefused; ++i) {
      std::this_thread::sleep_for(10ms);
    }
  }

  struct Result {
    Failure failure = Failure::kNone;
    int status = 0;
    std::string detail, protocol;
    unsigned resumed = 0;
  };

  // Sends several requests, each on a new connection.
  Result call(TlsOptions options, unsigned times = 1) {
    Result result;
    options.ca_file = authority_.file();
    run_on_fiber([&](Reactor& reactor) {
      TlsCaller caller(reactor, port_, options);
      for (unsigned i = 0; i < times; ++i) {
        const Exchange exchange = caller.get("/ok");
        result.failure = exchange.failure;
        result.status = exchange.status;
        result.detail = exchange.failure_detail;
        if (exchange.tls != nullptr) {
          result.protocol = exchange.tls->protocol;
          if (exchange.tls->resumed) ++result.resumed;
        }
        caller.disconnect();
      }
    });
    return result;
  }

  TestAuthority authority_;

 private:
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
};

TEST_F(NginxTlsTest, RespondsAndResumesSession) {
  start("ssl_protocols TLSv1.3;");
  const Result result = call({}, 5);
  EXPECT_EQ(result.failure, Failure::kNone) << result.detail;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.protocol, "TLSv1.3");
  EXPECT_EQ(result.resumed, 4U);
}

TEST_F(NginxTlsTest, AcceptsOlderVersion) {
  start("ssl_protocols TLSv1.2;");
  const Result result = call({}, 5);
  EXPECT_EQ(result.failure, Failure::kNone) << result.detail;
  EXPECT_EQ(result.protocol, "TLSv1.2");
  EXPECT_EQ(result.resumed, 4U);
  const Result refused = call({.min_version = TlsVersion::k1_3});
  EXPECT_EQ(refused.failure, Failure::kTls);
  EXPECT_THAT(refused.detail, HasSubstr("requires TLS 1.3 or later"));
}

TEST_F(NginxTlsTest, RequestsClientCertificate) {
  start("ssl_client_certificate " + authority_.file() + "; ssl_verify_client on;");
  // Nginx completes the handshake and then reports the error in HTTP.
  EXPECT_EQ(call({}).status, 400);
  const KeyPair mine = authority_.issue({.names = "DNS:client"});
  const Result known = call({.certificate_file = mine.certificate, .key_file = mine.key});
  EXPECT_EQ(known.status, 200) << known.detail;
}

}  // namespace
}  // namespace traffic::detail
