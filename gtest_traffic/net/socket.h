// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/failure.h"
#include "gtest_traffic/net/address.h"
#include "gtest_traffic/net/reactor.h"

namespace traffic {

// A non-blocking TCP socket whose calls suspend the calling fiber. Belongs to one reactor; one
// fiber at a time.
class Socket final : public IoHandler {
 public:
  explicit Socket(Reactor& reactor) : reactor_(&reactor) {}
  ~Socket() { close(); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  Failure connect(const Address& address, Time deadline);
  void adopt(int descriptor);  // takes over an accepted connection

  // Sends everything. A failure says nothing about how much the peer has seen unless `sent` is
  // zero.
  Failure send(std::string_view bytes, Time deadline, std::size_t& sent);

  // Receives at least one byte; kClosed at the end of the stream.
  Failure receive(std::span<char> buffer, Time deadline, std::size_t& received);

  bool open() const { return descriptor_ >= 0; }

  // Tells whether the peer has closed, or sent something, while nobody waited: not fit for a new
  // request.
  bool stale();

  void close();
  void reset();  // RST instead of FIN

  int descriptor() const { return descriptor_; }

 private:
  void on_events(std::uint32_t events) override;
  Failure wait(bool& condition, Time deadline);
  void watch();

  Reactor* reactor_;
  Fiber* waiter_ = nullptr;
  int descriptor_ = -1;
  bool readable_ = false;
  bool writable_ = false;
  bool hung_up_ = false;
};

// Translates an errno of connect, send or recv.
Failure failure_of(int error);

}  // namespace traffic
