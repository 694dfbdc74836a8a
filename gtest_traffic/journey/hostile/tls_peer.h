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

namespace traffic {

// Who issues the certificates that clients of the matrix trust.
TestAuthority& trusted_authority();

// How a server of the matrix speaks TLS.
struct TlsManner {
  KeyPair pair;  // by default a good one
  int min_version = 0;
  int max_version = 0;  // the newest
};

// The server's end of TLS on a raw connection, with all of OpenSSL at hand; blocking.
class TlsPeer {
 public:
  TlsPeer(RawConnection& connection, const TlsManner& manner);
  ~TlsPeer();
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;

  bool accept();
  std::string read_head();
  bool write(std::string_view text);
  void say_end();  // close_notify
  void wait_for_end();

  RawConnection& raw() { return *connection_; }
  ssl_st* native() { return ssl_; }

 private:
  RawConnection* connection_;
  ssl_ctx_st* context_;
  ssl_st* ssl_;
};

// Shakes hands, reads a request's head, and goes on.
std::function<void(RawConnection&)> over_tls(std::function<void(TlsPeer&)> serve,
                                             TlsManner manner = {});

}  // namespace traffic
