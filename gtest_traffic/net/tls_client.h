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

namespace traffic {

// Serves the TLS connections of one thread's clients: their context, made when the first connection
// needs it, and for each origin the latest session, which the next connection resumes. Must outlive
// the connections. Belongs to its thread.
class TlsClient {
 public:
  explicit TlsClient(TlsOptions options = {}) : options_(std::move(options)) {}
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  // Before the first connection only.
  void configure(TlsOptions options) { options_ = std::move(options); }
  const TlsOptions& options() const { return options_; }

  // Returns the context, or null with what is wrong in `error`.
  const TlsContext* context(std::string& error);

  // Returns the name to ask for and to expect of the server on this host.
  const std::string& name_for(const std::string& host) const;

  // Both copy: OpenSSL spoils the session of a connection that resumes it, or that fails. Origins
  // are `host:port`.
  void resume(const std::string& origin, ssl_st* connection) const;
  void keep(const std::string& origin, const ssl_session_st* session);
  void forget(const std::string& origin);

 private:
  TlsOptions options_;
  std::shared_ptr<const TlsContext> context_;
  std::map<std::string, ssl_session_st*> sessions_;
};

}  // namespace traffic
