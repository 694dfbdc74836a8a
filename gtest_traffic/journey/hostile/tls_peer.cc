// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/hostile/tls_peer.h"

#include <openssl/ssl.h>

namespace traffic::detail {

TestAuthority& trusted_authority() {
  static TestAuthority authority;
  return authority;
}

TlsPeer::TlsPeer(RawConnection& connection, const TlsManner& manner)
    : connection_(&connection), context_(SSL_CTX_new(TLS_server_method())), ssl_(nullptr) {
  static const KeyPair good = trusted_authority().issue();
  const KeyPair& pair = manner.pair.certificate.empty() ? good : manner.pair;
  SSL_CTX_set_security_level(context_, 0);  // allows the oldest versions
  SSL_CTX_set_min_proto_version(context_, manner.min_version);
  SSL_CTX_set_max_proto_version(context_, manner.max_version);
  SSL_CTX_use_certificate_chain_file(context_, pair.certificate.c_str());
  SSL_CTX_use_PrivateKey_file(context_, pair.key.c_str(), SSL_FILETYPE_PEM);
  ssl_ = SSL_new(context_);
  SSL_set_fd(ssl_, connection.descriptor());
}

TlsPeer::~TlsPeer() {
  SSL_free(ssl_);
  SSL_CTX_free(context_);
}

bool TlsPeer::accept() { return SSL_accept(ssl_) == 1; }

std::string TlsPeer::read_head() {
  std::string head;
  char byte = 0;
  while (!head.ends_with("\r\n\r\n") && SSL_read(ssl_, &byte, 1) == 1) head += byte;
  return head;
}

bool TlsPeer::write(std::string_view text) {
  return SSL_write(ssl_, text.data(), static_cast<int>(text.size())) > 0;
}

void TlsPeer::send_close_notify() { SSL_shutdown(ssl_); }

void TlsPeer::wait_for_end() {
  char buffer[16 * 1024];
  while (SSL_read(ssl_, buffer, sizeof buffer) > 0) {
  }
  connection_->wait_for_end();
}

std::function<void(RawConnection&)> over_tls(std::function<void(TlsPeer&)> serve,
                                             TlsManner manner) {
  return [serve = std::move(serve), manner = std::move(manner)](RawConnection& connection) {
    TlsPeer peer(connection, manner);
    if (!peer.accept() || peer.read_head().empty()) return;
    serve(peer);
  };
}

}  // namespace traffic::detail
