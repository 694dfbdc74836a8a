// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "gtest_traffic/net/tls_context.h"
#include "gtest_traffic/net/tls_options.h"

struct ssl_session_st;
struct ssl_st;

namespace traffic::detail {

// Manages the TLS state of one thread's clients. It creates the context for the first connection.
// For each origin it stores the latest session, which the next connection resumes. Must outlive the
// connections. Not thread-safe.
class TlsClient {
 public:
  explicit TlsClient(TlsOptions options = {}) : options_(std::move(options)) {}
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  // Sets the options. Call it only before the first connection.
  void configure(TlsOptions options) { options_ = std::move(options); }
  const TlsOptions& options() const { return options_; }

  // Returns the context; returns null and sets `error` if the options are invalid.
  const TlsContext* context(std::string& error);

  // Returns the server name to send and to verify for this host.
  const std::string& name_for(const std::string& host) const;

  // Both functions copy the session, because OpenSSL invalidates the session of a connection that
  // resumes it or fails. Origins have the form `host:port`.
  void resume(const std::string& origin, ssl_st* connection) const;
  void keep(const std::string& origin, const ssl_session_st* session);
  void forget(const std::string& origin);

 private:
  TlsOptions options_;
  std::shared_ptr<const TlsContext> context_;
  std::map<std::string, ssl_session_st*> sessions_;
};

}  // namespace traffic::detail
