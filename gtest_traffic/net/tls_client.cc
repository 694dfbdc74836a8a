// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/tls_client.h"

#include <openssl/ssl.h>

#include <utility>
#include <vector>

namespace traffic::detail {

TlsClient::~TlsClient() {
  for (const auto& [origin, session] : sessions_) SSL_SESSION_free(session);
}

const TlsContext* TlsClient::context(std::string& error) {
  if (context_ != nullptr) return context_.get();
  std::vector<Error> mistakes;
  context_ = TlsContext::for_clients(options_, mistakes);
  for (const Error& mistake : mistakes) error += (error.empty() ? "" : "; ") + mistake.message;
  return context_.get();
}

const std::string& TlsClient::name_for(const std::string& host) const {
  const bool pinned =
      !options_.server_name.empty() && (options_.named_host.empty() || options_.named_host == host);
  return pinned ? options_.server_name : host;
}

void TlsClient::resume(const std::string& origin, ssl_st* connection) const {
  const auto known = sessions_.find(origin);
  if (known == sessions_.end()) return;
  SSL_SESSION* const copy = SSL_SESSION_dup(known->second);
  SSL_set_session(connection, copy);
  SSL_SESSION_free(copy);
}

void TlsClient::keep(const std::string& origin, const ssl_session_st* session) {
  ssl_session_st*& kept = sessions_[origin];
  SSL_SESSION_free(std::exchange(kept, SSL_SESSION_dup(session)));
}

void TlsClient::forget(const std::string& origin) {
  const auto known = sessions_.find(origin);
  if (known == sessions_.end()) return;
  SSL_SESSION_free(known->second);
  sessions_.erase(known);
}

}  // namespace traffic::detail
