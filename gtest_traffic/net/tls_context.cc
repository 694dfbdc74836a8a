// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <mutex>
#include <string_view>
#include <utility>

#include "gtest_traffic/net/tls_files.h"
#include "gtest_traffic/net/tls_stream.h"

namespace traffic::detail {
namespace {

using Native = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

constexpr std::string_view kAlpn = "\x08http/1.1";  // RFC 7301

int version(TlsVersion version) {
  return version == TlsVersion::k1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Native make(const SSL_METHOD* method) {
  Native context(SSL_CTX_new(method), SSL_CTX_free);
  // A waiting user holds no buffers. One call reads all available data.
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context.get(), 1);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  return context;
}

// Selects HTTP/1.1 from the protocols that the client offers.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  unsigned char* found = nullptr;
  const int result = SSL_select_next_proto(
      &found, size, bytes(kAlpn), static_cast<unsigned>(kAlpn.size()), offered, offered_size);
  *chosen = found;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

Native make_client(const TlsOptions& options, std::vector<Error>& mistakes) {
  Native context = make(TLS_client_method());
  // A server may ask for a certificate after it has read the request: in TLS 1.3 by post-handshake
  // authentication (RFC 8446 §4.6.2), in TLS 1.2 by renegotiation (RFC 5746), as curl permits.
  SSL_CTX_set_post_handshake_auth(context.get(), 1);
  SSL_CTX_set_min_proto_version(context.get(), version(options.min_version));
  SSL_CTX_set_alpn_protos(context.get(), bytes(kAlpn), static_cast<unsigned>(kAlpn.size()));
  const bool verifies = options.verification == TlsOptions::Verification::kOn;
  if (!options.ca_file.empty()) {
    load_issuers(context.get(), "--traffic_ca_file=", options.ca_file, mistakes);
  } else if (verifies) {
    SSL_CTX_set_default_verify_paths(context.get());
  }
  if (!options.certificate_file.empty() || !options.key_file.empty()) {
    load_key_pair(context.get(),
                  {"--traffic_client_certificate=", options.certificate_file,
                   "--traffic_client_key=", options.key_file},
                  mistakes);
  }
  SSL_CTX_set_verify(context.get(), verifies ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
                     verifies ? TlsStream::on_verified : nullptr);
  SSL_CTX_set_cert_cb(context.get(), TlsStream::on_certificate_asked, nullptr);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context.get(), TlsStream::on_session);
  return context;
}

Native make_server(const TlsServerOptions& options, std::vector<Error>& mistakes) {
  Native context = make(TLS_server_method());
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_max_proto_version(context.get(), version(options.max_version));
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  // Tickets do not need the cache.
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  constexpr std::string_view kName = "gtest_traffic";
  SSL_CTX_set_session_id_context(context.get(), bytes(kName), kName.size());
  load_key_pair(context.get(),
                {"the certificate ", options.certificate_file, "the key ", options.key_file},
                mistakes);
  if (!options.client_ca_file.empty()) {
    load_issuers(context.get(), "the issuers of client certificates ", options.client_ca_file,
                 mistakes);
    SSL_CTX_set_client_CA_list(context.get(),
                               SSL_load_client_CA_file(options.client_ca_file.c_str()));
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  ERR_clear_error();
  return context;
}

}  // namespace

std::shared_ptr<const TlsContext> TlsContext::for_clients(const TlsOptions& options,
                                                          std::vector<Error>& mistakes) {
  // Loading the system's certificate store takes about 30 ms, so a process loads it once, not for
  // each test.
  static std::mutex mutex;
  static std::vector<std::pair<TlsOptions, std::shared_ptr<const TlsContext>>> made;
  TlsOptions key = options;
  key.server_name.clear();  // belongs to a connection, not to the context
  key.named_host.clear();
  const std::lock_guard lock(mutex);
  const auto known =
      std::find_if(made.begin(), made.end(), [&](const auto& one) { return one.first == key; });
  if (known != made.end()) return known->second;
  const std::size_t before = mistakes.size();
  Native context = make_client(options, mistakes);
  if (mistakes.size() > before) return nullptr;
  made.emplace_back(key, std::shared_ptr<const TlsContext>(new TlsContext(context.release())));
  return made.back().second;
}

std::shared_ptr<const TlsContext> TlsContext::for_server(const TlsServerOptions& options,
                                                         std::vector<Error>& mistakes) {
  const std::size_t before = mistakes.size();
  Native context = make_server(options, mistakes);
  if (mistakes.size() > before) return nullptr;
  return std::shared_ptr<const TlsContext>(new TlsContext(context.release()));
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

}  // namespace traffic::detail
