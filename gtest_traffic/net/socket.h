// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/fiber/reactor.h"
#include "gtest_traffic/net/address.h"

namespace traffic {
struct TlsInfo;
}  // namespace traffic

namespace traffic::detail {

class TlsClient;
class TlsContext;
class TlsStream;

// A non-blocking TCP socket, with or without TLS. Its calls suspend the calling fiber. Belongs to
// one reactor and to one fiber at a time.
class Socket final : public IoHandler {
 public:
  explicit Socket(Reactor& reactor);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  Failure connect(const Address& address, Time deadline);
  void adopt(int descriptor);  // takes ownership of an accepted connection

  // Starts TLS as a client of the server that the URL names. The connection is open and may have
  // carried other data before, for example a CONNECT to a proxy. Returns kConnectTimeout at the
  // deadline. After a failure the connection stays open for `failure_detail`; the caller then
  // closes it.
  Failure start_tls(TlsClient& client, const std::string& host, std::uint16_t port, Time deadline);

  // Starts TLS as the server of an accepted connection.
  Failure accept_tls(const TlsContext& context, Time deadline);

  // Ends a connection after `accept_tls` failed, so that the peer receives the reason. Sends
  // `to_http` to a peer that spoke plain HTTP. Waits until `deadline` for the peer to close.
  void refuse_tls(std::string_view to_http, Time deadline);

  // Returns the TLS parameters of the connection; null without TLS. Valid until the connection is
  // closed.
  const TlsInfo* tls() const;

  // Explains the failure of the last call if TLS has more information than the failure's name.
  // Valid until the next call, including `close`.
  std::string_view failure_detail() const;

  enum class SendUntil : std::uint8_t { kAllSent, kPeerSpeaks };

  // Sends all bytes. With kPeerSpeaks, sends no more than the system accepts immediately once the
  // peer has sent data. After a failure, the peer may have received data unless `sent` is zero.
  Failure send(std::string_view bytes, Time deadline, std::size_t& sent,
               SendUntil until = SendUntil::kAllSent);

  // Receives at least one byte. Returns kClosed at the end of the stream, and kReset if the stream
  // was cut off.
  Failure receive(std::span<char> buffer, Time deadline, std::size_t& received);

  bool open() const { return descriptor_ >= 0; }

  // Leaves the connection idle until the call of `stale`. The connection closes automatically when
  // the peer closes it or sends unexpected data. Returns false if the peer has already closed it.
  bool rest() {
    idle_ = true;
    return !hung_up_;
  }

  // Ends the idle state. Returns true if the peer closed the connection or sent data meanwhile; the
  // connection is then not usable for a new request.
  bool stale();

  // Returns whether the peer cannot have read any of the bytes sent since the last call of `stale`,
  // which are `sent` bytes without TLS. This is certain if none was written. It is also certain if
  // the stream of the peer ended, its TCP acknowledged none of the bytes, and it then rejected them
  // with a reset: the connection was already closed when they arrived. A reset alone is no
  // evidence. Waits a little longer than a round trip for the reset.
  bool unread_by_peer(std::size_t sent);

  void close();
  void reset();  // RST instead of FIN

  int descriptor() const { return descriptor_; }

  // Ends the connection like `close`, but without the TLS close_notify. To the peer the connection
  // looks cut off.
  void cut();

 private:
  Failure connect_again(const Address& address, Time deadline);
  friend class TlsStream;                        // uses the calls below as its transport
  long receive_now(char* to, std::size_t size);  // -1 with EAGAIN if no data has arrived
  long send_now(const char* from, std::size_t size);
  bool readable() const { return readable_; }
  void assume_readable() { readable_ = true; }

  Failure handshake(Time deadline);
  Failure send_tls(std::string_view bytes, Time deadline, std::size_t& sent, SendUntil until);
  Failure receive_tls(std::span<char> buffer, Time deadline, std::size_t& received);

  void on_events(std::uint32_t events) override;
  Failure wait(const bool& condition, Time deadline) {
    return wait(condition, condition, deadline);
  }
  Failure wait(const bool& either, const bool& other, Time deadline);
  void watch();
  Failure break_off(int error);

  Reactor* reactor_;
  Fiber* waiter_ = nullptr;
  int descriptor_ = -1;
  bool readable_ = false;
  bool writable_ = false;
  bool hung_up_ = false;
  bool idle_ = false;
  bool broken_ = false;  // before the end of the stream
  std::unique_ptr<TlsStream> tls_;
};

// Converts an errno of send or recv to a Failure. ETIMEDOUT is a kReadTimeout.
Failure failure_of(int error);

// Converts an errno of connect, or of a handshake, to a Failure. ETIMEDOUT is a kConnectTimeout.
Failure connect_failure_of(int error);

}  // namespace traffic::detail
