// SPDX-License-Identifier: Apache-2.0
// Tests clients that use HTTP over TLS.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/connections.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string detail(const Exchange& exchange) { return std::string(exchange.failure_detail); }

class ConnectionTlsTest : public testing::Test {
 protected:
  TlsServerOptions server_with(const KeyPair& pair) const {
    return {.certificate_file = pair.certificate, .key_file = pair.key};
  }
  TlsOptions trusting() const { return {.ca_file = authority.file()}; }

  TestAuthority authority;
};

TEST_F(ConnectionTlsTest, TrustsConfiguredAuthority) {
  const TlsServer target(server_with(authority.issue()));
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, target.server.port(), trusting());
    for (int i = 0; i < 5; ++i) {
      const Exchange exchange = caller.get("/ok");
      ASSERT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
      EXPECT_EQ(exchange.body, "{}");
      EXPECT_EQ(exchange.timings.tls > Duration(0), i == 0);
      EXPECT_GE(exchange.timings.connect, exchange.timings.tls);
      ASSERT_NE(exchange.tls, nullptr);
      EXPECT_EQ(exchange.tls->protocol, "TLSv1.3");
      EXPECT_TRUE(exchange.tls->verified);
      EXPECT_FALSE(exchange.tls->resumed);
      const auto left = exchange.tls->certificate_expires - std::chrono::system_clock::now();
      EXPECT_LE(left, std::chrono::hours(24));
      EXPECT_GT(left, std::chrono::hours(23));
    }
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST_F(ConnectionTlsTest, VerifiesServerName) {
  const TlsServer target(server_with(authority.issue({.names = "DNS:localhost"})));
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, target.server.port(), trusting(), "localhost");
    const Exchange exchange = caller.get("/ok");
    EXPECT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
  });
}

TEST_F(ConnectionTlsTest, RejectsCertificateOfOtherHost) {
  const TlsServer target(server_with(authority.issue({.names = "DNS:shop.example,IP:192.0.2.1"})));
  run_on_fiber([&](Reactor& reactor) {
    for (const char* const host : {"127.0.0.1", "localhost"}) {
      TlsCaller caller(reactor, target.server.port(), trusting(), host);
      const Exchange exchange = caller.get("/ok");
      EXPECT_EQ(exchange.failure, Failure::kTls);
      EXPECT_EQ(exchange.tls, nullptr);
      EXPECT_THAT(detail(exchange),
                  AllOf(HasSubstr("connect to " + std::string(host)),
                        HasSubstr("mismatch: expected a certificate for '" + std::string(host) +
                                  "', got one for shop.example, 192.0.2.1"),
                        HasSubstr("--traffic_tls_server_name=")));
    }
  });
}

TEST_F(ConnectionTlsTest, VerifiesConfiguredServerName) {
  const TlsServer target(server_with(authority.issue({.names = "DNS:shop.example"})));
  run_on_fiber([&](Reactor& reactor) {
    TlsOptions options = trusting();
    options.server_name = "shop.example";
    TlsCaller caller(reactor, target.server.port(), options);
    EXPECT_EQ(caller.get("/ok").failure, Failure::kNone);
    options.named_host = "another.host";
    TlsCaller unnamed(reactor, target.server.port(), options);
    EXPECT_EQ(unnamed.get("/ok").failure, Failure::kTls);
  });
}

TEST_F(ConnectionTlsTest, IgnoresSubjectName) {
  const TlsServer target(
      server_with(authority.issue({.names = "URI:https://localhost", .subject = "localhost"})));
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, target.server.port(), trusting(), "localhost");
    EXPECT_EQ(caller.get("/ok").failure, Failure::kTls);
  });
}

TEST_F(ConnectionTlsTest, RejectsExpiredOrFutureCertificate) {
  using std::chrono::hours;
  const TlsServer expired(
      server_with(authority.issue({.begins = hours(-48), .expires = hours(-24)})));
  const TlsServer early(server_with(authority.issue({.begins = hours(24), .expires = hours(48)})));
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller late_caller(reactor, expired.server.port(), trusting());
    EXPECT_THAT(detail(late_caller.get("/ok")),
                AllOf(HasSubstr("certificate has expired"), HasSubstr("expired on 20")));
    TlsCaller early_caller(reactor, early.server.port(), trusting());
    EXPECT_THAT(detail(early_caller.get("/ok")), HasSubstr("is not valid before 20"));
  });
}

TEST_F(ConnectionTlsTest, RejectsUntrustedCertificate) {
  TestAuthority stranger("stranger"), impostor;
  const TlsServer self_signed(server_with(authority.self_signed()));
  const TlsServer untrusted(server_with(stranger.issue()));
  const TlsServer forged(server_with(impostor.issue()));
  run_on_fiber([&](Reactor& reactor) {
    for (const TlsServer* target : {&self_signed, &untrusted, &forged}) {
      for (const std::string& ca_file : {authority.file(), std::string()}) {
        TlsCaller caller(reactor, target->server.port(), {.ca_file = ca_file});
        const Exchange exchange = caller.get("/ok");
        EXPECT_EQ(exchange.failure, Failure::kTls);
        EXPECT_THAT(detail(exchange),
                    AllOf(HasSubstr("certificate verify failed"), HasSubstr("CN = test server"),
                          HasSubstr("--traffic_ca_file=FILE")));
      }
    }
  });
}

TEST_F(ConnectionTlsTest, AcceptsAnyCertificateWithoutVerification) {
  const TlsServer target(server_with(authority.self_signed({.names = "DNS:shop.example"})));
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, target.server.port(),
                     {.verification = TlsOptions::Verification::kOff});
    const Exchange exchange = caller.get("/ok");
    ASSERT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
    ASSERT_NE(exchange.tls, nullptr);
    EXPECT_FALSE(exchange.tls->verified);
  });
}

TEST_F(ConnectionTlsTest, RequiresMinimumVersion) {
  TlsServerOptions old = server_with(authority.issue());
  old.max_version = TlsVersion::k1_2;
  const TlsServer target(old);
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller content(reactor, target.server.port(), trusting());
    const Exchange accepted = content.get("/ok");
    ASSERT_EQ(accepted.failure, Failure::kNone) << accepted.failure_detail;
    EXPECT_EQ(accepted.tls->protocol, "TLSv1.2");

    TlsOptions newest = trusting();
    newest.min_version = TlsVersion::k1_3;
    TlsCaller strict(reactor, target.server.port(), newest);
    const Exchange refused = strict.get("/ok");
    EXPECT_EQ(refused.failure, Failure::kTls);
    EXPECT_THAT(detail(refused), AllOf(HasSubstr("requires TLS 1.3 or later"),
                                       HasSubstr("--traffic_tls_min_version=1.2")));
  });
}

TEST_F(ConnectionTlsTest, PresentsClientCertificate) {
  TestAuthority stranger("stranger"), impostor;
  const KeyPair mine = authority.issue({.names = "DNS:client"});
  const KeyPair foreign = stranger.issue({.names = "DNS:client"});
  const KeyPair forged = impostor.issue({.names = "DNS:client"});
  for (const TlsVersion version : {TlsVersion::k1_2, TlsVersion::k1_3}) {
    TlsServerOptions mutual = server_with(authority.issue());
    mutual.client_ca_file = authority.file();
    mutual.max_version = version;
    const TlsServer target(mutual);
    run_on_fiber([&](Reactor& reactor) {
      TlsOptions options = trusting();
      TlsCaller nobody(reactor, target.server.port(), options);
      const Exchange unknown = nobody.get("/ok");
      EXPECT_EQ(unknown.failure, Failure::kTls);
      EXPECT_THAT(detail(unknown), HasSubstr("--traffic_client_certificate=FILE"));

      options.certificate_file = mine.certificate;
      options.key_file = mine.key;
      TlsCaller known(reactor, target.server.port(), options);
      const Exchange welcome = known.get("/ok");
      EXPECT_EQ(welcome.failure, Failure::kNone) << welcome.failure_detail;

      for (const KeyPair& pair : {foreign, forged}) {
        options.certificate_file = pair.certificate;
        options.key_file = pair.key;
        TlsCaller wrong(reactor, target.server.port(), options);
        const Exchange refused = wrong.get("/ok");
        EXPECT_EQ(refused.failure, Failure::kTls);
        EXPECT_THAT(detail(refused),
                    HasSubstr("refused the client certificate in " + pair.certificate));
      }
    });
  }
}

TEST_F(ConnectionTlsTest, ResumesSession) {
  for (const TlsVersion version : {TlsVersion::k1_2, TlsVersion::k1_3}) {
    TlsServerOptions options = server_with(authority.issue());
    options.max_version = version;
    const TlsServer target(options);
    run_on_fiber([&](Reactor& reactor) {
      TlsCaller caller(reactor, target.server.port(), trusting());
      for (int i = 0; i < 5; ++i) {
        const Exchange exchange = caller.get("/ok");
        ASSERT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
        EXPECT_EQ(exchange.tls->resumed, i > 0);
        EXPECT_GT(exchange.tls->certificate_expires, std::chrono::system_clock::now());
        caller.disconnect();
      }
      EXPECT_EQ(caller.connections_opened(), 5U);
    });
  }
}

TEST_F(ConnectionTlsTest, TransfersLargeBodies) {
  const TlsServer target(server_with(authority.issue()));
  std::string body(3 * 1024 * 1024, 'x');
  for (std::size_t i = 0; i < body.size(); i += 1009) body[i] = static_cast<char>('a' + i % 26);
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, target.server.port(), trusting());
    const Exchange exchange = caller.send(Method::kPost, "/echo", body);
    ASSERT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
    EXPECT_TRUE(exchange.body == body);
  });
}

TEST_F(ConnectionTlsTest, DistinguishesEndOfBodyFromTruncation) {
  const TlsServer target(server_with(authority.issue()));
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, target.server.port(), trusting());
    const Exchange whole = caller.get("/until_close");
    EXPECT_EQ(whole.failure, Failure::kNone) << whole.failure_detail;
    EXPECT_EQ(whole.body, "all of it");
    const Exchange part = caller.get("/cut");
    EXPECT_EQ(part.failure, Failure::kReset);
    EXPECT_EQ(part.status, 0);
    EXPECT_THAT(detail(part), HasSubstr("without a TLS close_notify"));
    EXPECT_EQ(caller.get("/ok").failure, Failure::kNone);
  });
}

TEST_F(ConnectionTlsTest, ReplacesClosedIdleConnection) {
  std::atomic<bool> cuts{false};
  Server server;
  server.route_raw("GET", "/bye", [&](const ServerRequest&, ServerConnection& connection) {
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    cuts ? connection.cut() : connection.close();
  });
  server.start({.tls = server_with(authority.issue())});
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, server.port(), trusting());
    for (int i = 0; i < 10; ++i) {
      cuts = i % 2 == 0;
      const Exchange exchange = caller.get("/bye");
      ASSERT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
      wait_until_peer_ends(server.port());
    }
    EXPECT_EQ(caller.connections_opened(), 10U);
  });
}

}  // namespace
}  // namespace traffic::detail
