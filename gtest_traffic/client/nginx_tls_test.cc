// SPDX-License-Identifier: Apache-2.0
// Tests against nginx, an independent server, if it is installed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "gtest_traffic/client/testing/nginx.h"
#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

class NginxTlsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!Nginx::installed()) GTEST_SKIP() << Nginx::kProgram << " is not installed";
  }

  void start(const std::string& settings) {
    const KeyPair pair = authority_.issue();
    nginx_.emplace(authority_.folder(), "access_log off;",
                   "ssl_certificate " + pair.certificate + "; ssl_certificate_key " + pair.key +
                       ";\n" + settings + "\nlocation /ok { return 200 \"{}\"; }",
                   "ssl");
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
      TlsCaller caller(reactor, nginx_->port(), options);
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
  std::optional<Nginx> nginx_;
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
