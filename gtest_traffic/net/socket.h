// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/failure.h"
#include "gtest_traffic/net/address.h"
#include "gtest_traffic/net/reactor.h"

namespace traffic {

class TlsClient;
class TlsContext;
class TlsStream;
struct TlsInfo;

// A non-blocking TCP socket, with or without TLS, whose calls suspend the calling fiber. Belongs to
// one reactor; one fiber at a time.
class Socket final : public IoHandler {
 public:
  explicit Socket(Reactor& reactor);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  Failure connect(const Address& address, Time deadline);
  void adopt(int descriptor);  // takes over an accepted connection

  // Speaks TLS from here on, as the client of the server that the URL names; the connection is open
  // and may have carried something else before (a proxy's CONNECT). A failure, which is
  // kConnectTimeout at the deadline, leaves it open, for `failure_detail`; then close it.
  Failure start_tls(TlsClient& client, const std::string& host, std::uint16_t port, Time deadline);

  // The same as the server of an accepted connection.
  Failure accept_tls(const TlsContext& context, Time deadline);

  // Ends a connection whose `accept_tls` failed, so that the peer sees why: `to_http` answers one
  // that spoke plain HTTP. Waits until `deadline` for the peer to close.
  void refuse_tls(std::string_view to_http, Time deadline);

  // Says how the connection is protected; null without TLS. Valid until it is closed.
  const TlsInfo* tls() const;

  // Says in words why the last call failed, where TLS knows more than the failure's name; valid
  // until the next call, a close included.
  std::string_view failure_detail() const;

  enum class SendUntil : std::uint8_t { kAllSent, kPeerSpeaks };

  // Sends everything; with kPeerSpeaks no more than the system takes at once when the peer has sent
  // something. A failure says nothing about how much the peer has seen unless `sent` is zero.
  Failure send(std::string_view bytes, Time deadline, std::size_t& sent,
               SendUntil until = SendUntil::kAllSent);

  // Receives at least one byte; kClosed at the end of the stream, kReset when it was cut off.
  Failure receive(std::span<char> buffer, Time deadline, std::size_t& received);

  bool open() const { return descriptor_ >= 0; }

  // Leaves the connection unused until `stale` is asked: it closes by itself as soon as the peer
  // has closed it or sent something unasked. Returns false where the peer has closed it already.
  bool rest() {
    resting_ = true;
    return !hung_up_;
  }

  // Takes the connection into use again. Tells whether the peer has closed, or sent something,
  // while nobody waited: not fit for a new request.
  bool stale();

  void close();
  void reset();  // RST instead of FIN

  int descriptor() const { return descriptor_; }

  // Ends the connection as `close` does, but leaves out what TLS says at the end: to the peer it
  // looks cut off.
  void cut();

 private:
  friend class TlsStream;                        // the calls below are its transport
  long receive_now(char* to, std::size_t size);  // -1 with EAGAIN: nothing has come
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

  Reactor* reactor_;
  Fiber* waiter_ = nullptr;
  int descriptor_ = -1;
  bool readable_ = false;
  bool writable_ = false;
  bool hung_up_ = false;
  bool resting_ = false;
  std::unique_ptr<TlsStream> tls_;
};

// Translates an errno of connect, send or recv.
Failure failure_of(int error);

}  // namespace traffic
