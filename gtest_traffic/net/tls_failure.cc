// SPDX-License-Identifier: Apache-2.0
// Describes the failures of a stream.
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <utility>

#include "gtest_traffic/net/socket.h"
#include "gtest_traffic/net/tls_stream.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kCertificateRequired =
    "the server requires a client certificate; set one with --traffic_client_certificate=FILE and "
    "--traffic_client_key=FILE";

bool is_alert(int reason) { return reason >= SSL_AD_REASON_OFFSET && reason < 1256; }

std::string alert_text(int reason) {
  return SSL_alert_desc_string_long(reason - SSL_AD_REASON_OFFSET);
}

bool refuses_certificate(int reason) {
  switch (reason) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
    case SSL_R_SSLV3_ALERT_NO_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:
      return true;
    default:
      return false;
  }
}

}  // namespace

TlsStream::Progress TlsStream::fail(Failure failure, std::string detail) {
  broken_ = broken_ || failure != Failure::kClosed || !handshake_done_;
  failure_ = failure;
  detail_ = std::move(detail);
  return Progress::kFailed;
}

TlsStream::Progress TlsStream::progress_of(int result) {
  switch (SSL_get_error(ssl_, result)) {
    case SSL_ERROR_NONE:
      return Progress::kDone;
    case SSL_ERROR_WANT_READ:
      return Progress::kWantsRead;
    case SSL_ERROR_WANT_WRITE:
      return Progress::kWantsWrite;
    case SSL_ERROR_ZERO_RETURN:
      return fail(Failure::kClosed,
                  handshake_done_ ? "" : "the peer closed the connection during the TLS handshake");
    case SSL_ERROR_SYSCALL:
      return fail(handshake_done_ ? failure_of(system_error_) : connect_failure_of(system_error_),
                  handshake_done_ ? "" : "the peer reset the connection during the TLS handshake");
    default:
      return explain(ERR_peek_error());
  }
}

TlsStream::Progress TlsStream::explain(unsigned long error) {
  const int reason = ERR_GET_REASON(error);
  if (reason == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    if (!handshake_done_) {
      return fail(Failure::kClosed,
                  "the server closed the connection during the TLS handshake; does this port use "
                  "TLS?");
    }
    return fail(Failure::kReset,
                "the connection ended without a TLS close_notify: the response may be truncated");
  }
  peer_spoke_http_ = reason == SSL_R_HTTP_REQUEST;
  if (certificate_asked_ && refuses_certificate(reason)) {
    const bool has_own = SSL_get_certificate(ssl_) != nullptr;
    return fail(Failure::kTls,
                has_own ? fmt::format("the server refused the client certificate in "
                                      "{}: {}",
                                      client_->options().certificate_file, alert_text(reason))
                        : std::string(kCertificateRequired));
  }
  if (!handshake_done_ && !verification_.empty())
    return fail(Failure::kTls, "TLS handshake: " + verification_);
  if (!handshake_done_)
    return fail(Failure::kTls, "TLS handshake: " + explain_in_handshake(reason));
  if (is_alert(reason)) {
    return fail(Failure::kTls, fmt::format("the peer sent the TLS alert '{}'", alert_text(reason)));
  }
  const char* const text = ERR_reason_error_string(error);
  return fail(Failure::kTls, fmt::format("the received data is not valid TLS: {}",
                                         text != nullptr ? text : "unknown error"));
}

std::string TlsStream::explain_in_handshake(int reason) const {
  const std::string_view came(first_bytes_.data(), first_count_);
  switch (reason) {
    case SSL_R_WRONG_VERSION_NUMBER:
      if (came.starts_with("HTTP")) {
        return "the server answered with plain HTTP; use http:// or a port with TLS";
      }
      return "the received data is not TLS; does this port use TLS?";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
      break;
    case SSL_R_TLSV1_UNRECOGNIZED_NAME:
      return fmt::format("the server does not know the name '{}'", name_);
    case SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
      return "the server does not support HTTP/1.1 (ALPN), the only version of this client";
    default:
      if (is_alert(reason))
        return fmt::format("the server sent the alert '{}'", alert_text(reason));
      const char* const text = ERR_reason_error_string(ERR_peek_error());
      return text != nullptr ? text : "unknown error";
  }
  if (reason == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE) {
    return "the server accepts none of the offered ciphers and key types (alert 'handshake "
           "failure')";
  }
  const bool only_newest = client_ != nullptr && client_->options().min_version == TlsVersion::k1_3;
  return fmt::format("no common TLS version: this client requires {} or later{}",
                     only_newest ? "TLS 1.3" : "TLS 1.2",
                     only_newest ? "; to allow TLS 1.2, use --traffic_tls_min_version=1.2" : "");
}

}  // namespace traffic::detail
