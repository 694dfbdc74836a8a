// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/net/tls_options.h"

struct ssl_ctx_st;

namespace traffic::detail {

// Holds the state that many connections share: keys, trusted issuers and rules (RFC 8446, 5246).
// Immutable; thread-safe.
class TlsContext {
 public:
  // Returns a context for clients, which all calls with equal options share. If a file cannot be
  // used, returns null and adds every mistake.
  static std::shared_ptr<const TlsContext> for_clients(const TlsOptions& options,
                                                       std::vector<Error>& mistakes);
  static std::shared_ptr<const TlsContext> for_server(const TlsServerOptions& options,
                                                      std::vector<Error>& mistakes);

  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  ssl_ctx_st* native() const { return context_; }

 private:
  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}

  ssl_ctx_st* context_;
};

}  // namespace traffic::detail
