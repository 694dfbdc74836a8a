// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/http/failure.h"
#include "gtest_traffic/http/tls_info.h"
#include "gtest_traffic/net/tls_client.h"

struct ssl_st;
struct x509_store_ctx_st;

namespace traffic {

class Socket;

// Speaks TLS over the bytes of a socket. Never waits: says what to wait for instead. Belongs to its
// socket, which must not move.
class TlsStream {
 public:
  // Of a client: `host` is whom the URL names.
  TlsStream(Socket& socket, TlsClient& client, const std::string& host, std::uint16_t port);
  // Of a server.
  TlsStream(Socket& socket, const TlsContext& context);
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  enum class Progress : std::uint8_t { kDone, kWantsRead, kWantsWrite, kFailed };

  Progress handshake();
  Progress write(std::string_view bytes, std::size_t& written);  // some of them
  Progress read(std::span<char> buffer, std::size_t& received);

  // Tells whether the peer has said nothing since it was last asked.
  bool quiet();

  // Tells the peer that all was sent (close_notify), if the system takes it at once.
  void say_end();

  // Why the last call failed: kClosed after the peer's close_notify, kReset when the bytes just
  // end.
  Failure failure() const { return failure_; }
  const std::string& detail() const { return detail_; }
  void set_detail(std::string_view text) { detail_ = text; }

  // Null before the handshake is done.
  const TlsInfo* info() const { return shaken_ ? &info_ : nullptr; }

  // Tells a server that a client spoke HTTP to it.
  bool peer_spoke_http() const { return peer_spoke_http_; }

  // What OpenSSL calls; of tls_context.cc.
  static int on_verified(int passes, x509_store_ctx_st* store);
  static int on_certificate_asked(ssl_st* ssl, void*);
  static int on_session(ssl_st* ssl, struct ssl_session_st* session);

  // The bytes below.
  long receive_bytes(char* to, std::size_t size);
  long send_bytes(const char* from, std::size_t size);
  bool ended() const { return ended_; }

 private:
  Progress progress_of(int result);
  Progress fail(Failure failure, std::string detail);
  Progress explain(unsigned long error);
  std::string explain_in_handshake(int reason) const;
  bool read_last_words();
  void note_session();

  Socket* socket_;
  TlsClient* client_ = nullptr;  // null in a server
  std::string origin_;
  std::string name_;
  ssl_st* ssl_ = nullptr;
  bool shaken_ = false;
  bool broken_ = false;
  bool ended_ = false;  // the bytes below are at their end
  bool certificate_asked_ = false;
  bool peer_spoke_http_ = false;
  int system_error_ = 0;
  std::array<char, 5> first_bytes_{};  // of the peer
  std::size_t first_count_ = 0;
  std::string verification_;  // what is wrong with the peer's certificate
  Failure failure_ = Failure::kNone;
  std::string detail_;
  TlsInfo info_;
};

}  // namespace traffic
