// SPDX-License-Identifier: Apache-2.0
// Tests the client with a server that asks for a certificate only after it has read the request.
#include <gmock/gmock.h>
#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/raw_server.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

// Reads a request, asks for a certificate, and answers 200 with it and 403 without it.
class LateAuthServer {
 public:
  LateAuthServer(const KeyPair& pair, const std::string& issuers, int version)
      : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free),
        server_([this](RawConnection& connection) { serve(connection); }) {
    SSL_CTX_set_max_proto_version(context_.get(), version);
    SSL_CTX_use_certificate_chain_file(context_.get(), pair.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context_.get(), pair.key.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_load_verify_file(context_.get(), issuers.c_str());
    const unsigned char id = 1;
    SSL_CTX_set_session_id_context(context_.get(), &id, sizeof id);
    // A resumed session would not ask for the certificate.
    SSL_CTX_set_options(context_.get(), SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION);
  }
  std::uint16_t port() const { return server_.port(); }

 private:
  void serve(RawConnection& connection) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context_.get()), SSL_free);
    SSL_set_fd(ssl.get(), connection.descriptor());
    if (SSL_accept(ssl.get()) != 1) return;
    for (int i = 0; i < 2; ++i) {
      if (!read_head(ssl.get())) return;
      if (SSL_get0_peer_certificate(ssl.get()) == nullptr) ask(ssl.get());
      const bool knows = SSL_get0_peer_certificate(ssl.get()) != nullptr;
      const std::string_view answer = knows ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
                                            : "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
      SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
    }
    SSL_shutdown(ssl.get());
  }

  static bool read_head(SSL* ssl) {
    std::string head;
    char byte = 0;
    while (!head.ends_with("\r\n\r\n")) {
      if (SSL_read(ssl, &byte, 1) != 1) return false;
      head += byte;
    }
    return true;
  }

  static void ask(SSL* ssl) {
    SSL_set_verify(ssl, SSL_VERIFY_PEER, nullptr);
    if (SSL_version(ssl) == TLS1_3_VERSION) {
      SSL_verify_client_post_handshake(ssl);
    } else {
      SSL_renegotiate(ssl);
    }
    SSL_do_handshake(ssl);
    // Reads only the messages of the handshake.
    SSL_clear_mode(ssl, SSL_MODE_AUTO_RETRY);
    char none = 0;
    SSL_peek(ssl, &none, 1);
    SSL_set_mode(ssl, SSL_MODE_AUTO_RETRY);
  }

  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  RawServer server_;
};

class LateAuthTest : public testing::TestWithParam<int> {
 protected:
  TestAuthority authority_;
};

INSTANTIATE_TEST_SUITE_P(Versions, LateAuthTest, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& test) {
                           return test.param == TLS1_3_VERSION ? "Tls13" : "Tls12";
                         });

TEST_P(LateAuthTest, CertificateIsSentWhenAsked) {
  const LateAuthServer server(authority_.issue(), authority_.file(), GetParam());
  const KeyPair own = authority_.issue({.subject = "client"});
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(
        reactor, server.port(),
        {.ca_file = authority_.file(), .certificate_file = own.certificate, .key_file = own.key});
    for (int i = 0; i < 2; ++i) {
      const Exchange exchange = caller.get("/private");
      EXPECT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
      EXPECT_EQ(exchange.status, 200);
      EXPECT_EQ(exchange.body, "hi");
    }
    EXPECT_EQ(caller.connections_opened(), 1U);
  });
}

TEST_P(LateAuthTest, WithoutCertificateServerDecides) {
  const LateAuthServer server(authority_.issue(), authority_.file(), GetParam());
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, server.port(), {.ca_file = authority_.file()});
    const Exchange exchange = caller.get("/private");
    EXPECT_EQ(exchange.failure, Failure::kNone) << exchange.failure_detail;
    EXPECT_EQ(exchange.status, 403);
  });
}

}  // namespace
}  // namespace traffic::detail
