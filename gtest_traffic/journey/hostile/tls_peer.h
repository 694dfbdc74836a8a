// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/net/testing/certificates.h"
#include "gtest_traffic/net/testing/raw_server.h"

struct ssl_ctx_st;
struct ssl_st;

namespace traffic::detail {

// Returns the authority that the clients in the tests of hostile servers trust.
TestAuthority& trusted_authority();

// The TLS parameters of a hostile server.
struct TlsManner {
  KeyPair pair;  // default: a valid one
  int min_version = 0;
  int max_version = 0;  // 0: the newest
};

// The server side of TLS on a raw connection, with direct access to OpenSSL. Blocking.
class TlsPeer {
 public:
  TlsPeer(RawConnection& connection, const TlsManner& manner);
  ~TlsPeer();
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;

  bool accept();
  std::string read_head();
  bool write(std::string_view text);
  void send_close_notify();
  void wait_for_end();

  RawConnection& raw() { return *connection_; }
  ssl_st* native() { return ssl_; }

 private:
  RawConnection* connection_;
  ssl_ctx_st* context_;
  ssl_st* ssl_;
};

// Returns the behavior of a raw server: it completes the handshake, reads the head of a request,
// and calls `serve`.
std::function<void(RawConnection&)> over_tls(std::function<void(TlsPeer&)> serve,
                                             TlsManner manner = {});

}  // namespace traffic::detail
