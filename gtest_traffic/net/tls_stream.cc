// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/tls_stream.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "gtest_traffic/net/socket.h"
#include "gtest_traffic/net/tls_bio.h"
#include "gtest_traffic/net/tls_certificate.h"

namespace traffic::detail {
namespace {

TlsStream& stream_of(const SSL* ssl) { return *static_cast<TlsStream*>(SSL_get_app_data(ssl)); }

// Sets the name that the certificate must contain. An IP address has no SNI (RFC 6066 §3).
void expect_peer(SSL* ssl, const std::string& name) {
  in6_addr address{};
  if (inet_pton(AF_INET, name.c_str(), &address) == 1 ||
      inet_pton(AF_INET6, name.c_str(), &address) == 1) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name.c_str());
    return;
  }
  SSL_set_tlsext_host_name(ssl, name.c_str());
  // RFC 9525: the subject is ignored, and `w*.example` is not a wildcard.
  SSL_set_hostflags(ssl,
                    X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  SSL_set1_host(ssl, name.c_str());
}

}  // namespace

TlsStream::TlsStream(Socket& socket, TlsClient& client, const std::string& host, std::uint16_t port)
    : socket_(&socket),
      client_(&client),
      origin_(host + ':' + std::to_string(port)),
      name_(client.name_for(host)) {
  if (name_.ends_with('.')) name_.pop_back();
  const TlsContext* const context = client.context(detail_);
  if (context == nullptr) return;
  ssl_ = SSL_new(context->native());
  SSL_set_app_data(ssl_, this);
  attach_tls_bio(ssl_, *this);
  SSL_set_connect_state(ssl_);
  expect_peer(ssl_, name_);
  client.resume(origin_, ssl_);
}

TlsStream::TlsStream(Socket& socket, const TlsContext& context)
    : socket_(&socket), ssl_(SSL_new(context.native())) {
  SSL_set_app_data(ssl_, this);
  attach_tls_bio(ssl_, *this);
  SSL_set_accept_state(ssl_);
}

TlsStream::~TlsStream() {
  if (ssl_ == nullptr) return;
  SSL_free(ssl_);
}

TlsStream::Progress TlsStream::handshake() {
  if (ssl_ == nullptr) return fail(Failure::kTls, detail_);
  ERR_clear_error();
  const Progress progress = progress_of(SSL_do_handshake(ssl_));
  if (progress == Progress::kFailed && client_ != nullptr) client_->forget(origin_);
  if (progress != Progress::kDone) return progress;
  handshake_done_ = true;
  if (client_ != nullptr) note_session();
  return progress;
}

TlsStream::Progress TlsStream::write(std::string_view bytes, std::size_t& written) {
  ERR_clear_error();
  const Progress progress = progress_of(SSL_write_ex(ssl_, bytes.data(), bytes.size(), &written));
  if (progress == Progress::kFailed && failure_ == Failure::kReset) read_final_alert();
  return progress;
}

TlsStream::Progress TlsStream::read(std::span<char> buffer, std::size_t& received) {
  ERR_clear_error();
  return progress_of(SSL_read_ex(ssl_, buffer.data(), buffer.size(), &received));
}

// A server that rejects this client sends an alert and closes. A write is then the first call to
// fail.
bool TlsStream::read_final_alert() {
  const std::string detail = detail_;
  socket_->assume_readable();
  ERR_clear_error();
  char byte = 0;
  std::size_t count = 0;
  progress_of(SSL_peek_ex(ssl_, &byte, 1, &count));
  const bool spoke = failure_ == Failure::kTls;
  if (!spoke) fail(Failure::kReset, detail);
  return spoke;
}

bool TlsStream::has_no_new_data() {
  if (!socket_->readable() && SSL_has_pending(ssl_) == 0) return true;
  ERR_clear_error();
  char byte = 0;
  std::size_t count = 0;
  // Session tickets may have arrived; they are not a response.
  const int result = SSL_peek_ex(ssl_, &byte, 1, &count);
  return result != 1 && SSL_get_error(ssl_, result) == SSL_ERROR_WANT_READ;
}

void TlsStream::mark_sent() { sent_at_mark_ = BIO_number_written(SSL_get_wbio(ssl_)); }

std::uint64_t TlsStream::sent_since_mark() const {
  return BIO_number_written(SSL_get_wbio(ssl_)) - sent_at_mark_;
}

void TlsStream::send_close_notify() {
  if (!handshake_done_ || broken_) return;
  ERR_clear_error();
  SSL_shutdown(ssl_);
  ERR_clear_error();
}

long TlsStream::receive_bytes(char* to, std::size_t size) {
  const long count = socket_->receive_now(to, size);
  if (count < 0) system_error_ = errno;
  if (count == 0) ended_ = true;
  if (count > 0 && first_count_ < first_bytes_.size()) {
    const auto taken =
        std::min(static_cast<std::size_t>(count), first_bytes_.size() - first_count_);
    std::memcpy(first_bytes_.data() + first_count_, to, taken);
    first_count_ += taken;
  }
  return count;
}

long TlsStream::send_bytes(const char* from, std::size_t size) {
  const long count = socket_->send_now(from, size);
  if (count < 0) system_error_ = errno;
  return count;
}

void TlsStream::note_session() {
  info_.protocol = SSL_get_version(ssl_);
  info_.cipher = SSL_get_cipher_name(ssl_);
  info_.resumed = SSL_session_reused(ssl_) == 1;
  info_.verified = SSL_get_verify_mode(ssl_) != SSL_VERIFY_NONE;
  if (const X509* const certificate = SSL_get0_peer_certificate(ssl_)) {
    const CertificatePeriod period = period_of(certificate);
    info_.certificate_begins = period.begins;
    info_.certificate_expires = period.expires;
  }
}

int TlsStream::on_verified(int passes, X509_STORE_CTX* store) {
  if (passes == 1) return 1;
  const auto* const ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  TlsStream& stream = stream_of(ssl);
  stream.verification_ = certificate_problem(X509_STORE_CTX_get_error(store),
                                             X509_STORE_CTX_get_current_cert(store), stream.name_);
  return 0;
}

int TlsStream::on_certificate_asked(SSL* ssl, void*) {
  stream_of(ssl).certificate_asked_ = true;
  return 1;
}

int TlsStream::on_session(SSL* ssl, SSL_SESSION* session) {
  TlsStream& stream = stream_of(ssl);
  stream.client_->keep(stream.origin_, session);
  return 0;  // ownership stays with the caller
}

}  // namespace traffic::detail
