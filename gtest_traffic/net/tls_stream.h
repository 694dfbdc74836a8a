// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/failure.h"
#include "gtest_traffic/net/tls_client.h"
#include "gtest_traffic/tls_info.h"

struct ssl_st;
struct x509_store_ctx_st;

namespace traffic::detail {

class Socket;

// Provides TLS over the bytes of a socket. Never blocks: each call returns the event to wait for.
// Belongs to its socket, which must not move.
class TlsStream {
 public:
  // Constructs the stream of a client; `host` is the host of the URL.
  TlsStream(Socket& socket, TlsClient& client, const std::string& host, std::uint16_t port);
  // Constructs the stream of a server.
  TlsStream(Socket& socket, const TlsContext& context);
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  enum class Progress : std::uint8_t { kDone, kWantsRead, kWantsWrite, kFailed };

  Progress handshake();
  Progress write(std::string_view bytes, std::size_t& written);  // writes a part of them
  Progress read(std::span<char> buffer, std::size_t& received);

  // Returns whether the peer has sent nothing since the last read.
  bool has_no_new_data();

  // Counts the encrypted bytes that the system accepted since the last mark.
  void mark_sent();
  std::uint64_t sent_since_mark() const;

  // Sends close_notify if the system accepts it immediately.
  void send_close_notify();

  // Returns the reason why the last call failed: kClosed after the peer's close_notify, kReset if
  // the bytes end without it.
  Failure failure() const { return failure_; }
  const std::string& detail() const { return detail_; }
  void set_detail(std::string_view text) { detail_ = text; }

  // Returns null before the handshake is complete.
  const TlsInfo* info() const { return handshake_done_ ? &info_ : nullptr; }

  // Returns whether a client sent plain HTTP to this server.
  bool peer_spoke_http() const { return peer_spoke_http_; }

  // Callbacks for OpenSSL, defined in tls_context.cc.
  static int on_verified(int passes, x509_store_ctx_st* store);
  static int on_certificate_asked(ssl_st* ssl, void*);
  static int on_session(ssl_st* ssl, struct ssl_session_st* session);

  // Transport functions for the encrypted bytes.
  long receive_bytes(char* to, std::size_t size);
  long send_bytes(const char* from, std::size_t size);
  bool ended() const { return ended_; }

 private:
  Progress progress_of(int result);
  Progress fail(Failure failure, std::string detail);
  Progress explain(unsigned long error);
  std::string explain_in_handshake(int reason) const;
  bool read_final_alert();
  void note_session();

  Socket* socket_;
  TlsClient* client_ = nullptr;  // null in a server
  std::string origin_;
  std::string name_;
  ssl_st* ssl_ = nullptr;
  bool handshake_done_ = false;
  bool broken_ = false;
  bool ended_ = false;  // the encrypted bytes are at their end
  bool certificate_asked_ = false;
  bool peer_spoke_http_ = false;
  int system_error_ = 0;
  std::uint64_t sent_at_mark_ = 0;
  std::array<char, 5> first_bytes_{};  // of the peer
  std::size_t first_count_ = 0;
  std::string verification_;  // problem with the peer's certificate
  Failure failure_ = Failure::kNone;
  std::string detail_;
  TlsInfo info_;
};

}  // namespace traffic::detail
