// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "gtest_traffic/net/testing/certificates.h"
#include "gtest_traffic/net/testing/raw_server.h"

namespace traffic::detail {

// How a server ends a connection.
enum class EndKind {
  kClose,      // closes it, after a close_notify with TLS
  kCut,        // closes it, without a close_notify
  kHalfClose,  // ends its own stream, but reads on
  kReset,
};

// Answers the first request. Ends that connection before or after it reads the second request, and
// answers all requests on later connections. Counts the requests that it reads.
class EndingServer {
 public:
  enum class When { kBeforeRequest, kAfterRequest };

  EndingServer(EndKind kind, When when, const std::optional<KeyPair>& tls = {})
      : kind_(kind), when_(when) {
    if (!tls) return;
    context_.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate_file(context_.get(), tls->certificate.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context_.get(), tls->key.c_str(), SSL_FILETYPE_PEM);
  }

  // Lets the server end the first connection. Call it after the first response has arrived.
  void end_connection() {
    may_end_ = true;
    may_end_.notify_all();
  }

  // Delays the reaction to each request after the first one.
  void delay(Duration time) { delay_ = time; }

  // Ends after the client has closed its connections. Returns the number of requests that were
  // read.
  int stop() {
    server_.reset();
    return requests_;
  }
  std::uint16_t port() const { return server_->port(); }
  std::string url() const {
    return (context_ == nullptr ? "http://127.0.0.1:" : "https://127.0.0.1:") +
           std::to_string(port());
  }

 private:
  // One connection, with or without TLS.
  class Peer {
   public:
    Peer(RawConnection& raw, SSL_CTX* context)
        : raw_(&raw), tls_(context == nullptr ? nullptr : SSL_new(context), SSL_free) {
      if (tls_ == nullptr) return;
      SSL_set_fd(tls_.get(), raw.descriptor());
      SSL_accept(tls_.get());
    }
    // Returns whether a request without a body has arrived.
    bool read_request() {
      std::string text;
      while (text.find("\r\n\r\n") == std::string::npos) {
        char byte = 0;
        const auto count = tls_ == nullptr ? ::recv(raw_->descriptor(), &byte, 1, 0)
                                           : SSL_read(tls_.get(), &byte, 1);
        if (count <= 0) return false;
        text += byte;
      }
      return true;
    }
    void answer() {
      constexpr std::string_view kText = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
      if (tls_ == nullptr) {
        raw_->write(kText);
      } else {
        SSL_write(tls_.get(), kText.data(), kText.size());
      }
    }
    void prepare_end(EndKind kind) {
      const bool notifies = kind == EndKind::kClose || kind == EndKind::kHalfClose;
      if (tls_ != nullptr && notifies) SSL_shutdown(tls_.get());
      if (kind == EndKind::kHalfClose) raw_->end_writing();
      if (kind == EndKind::kReset) raw_->reset_at_close();
    }

   private:
    RawConnection* raw_;
    std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
  };

  void serve(RawConnection& raw) {
    Peer peer(raw, context_.get());
    if (!first_) return answer_all(peer);
    first_ = false;
    if (peer.read_request()) ++requests_;
    peer.answer();
    may_end_.wait(false);
    if (when_ == When::kAfterRequest && peer.read_request()) {
      ++requests_;
      std::this_thread::sleep_for(delay_);
    }
    peer.prepare_end(kind_);
    if (kind_ != EndKind::kHalfClose) return;
    while (peer.read_request()) ++requests_;
  }

  void answer_all(Peer& peer) {
    while (peer.read_request()) {
      ++requests_;
      std::this_thread::sleep_for(delay_);
      peer.answer();
    }
  }

  const EndKind kind_;
  const When when_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{nullptr, SSL_CTX_free};
  std::atomic<bool> may_end_{false};
  std::atomic<int> requests_{0};
  Duration delay_{0};
  bool first_ = true;
  // Last member: serves immediately.
  std::optional<RawServer> server_{std::in_place, [this](RawConnection& raw) { serve(raw); }};
};

}  // namespace traffic::detail
