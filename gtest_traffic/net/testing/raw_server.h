// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// A connection of a server that can answer before it has read the request. It blocks on the thread
// of the server.
class RawConnection {
 public:
  explicit RawConnection(int descriptor) : descriptor_(descriptor) {}

  // Reads until the text arrives, and returns everything up to its end.
  std::string read_until(std::string_view text) {
    while (pending_.find(text) == std::string::npos && read_some()) {
    }
    return take(std::min(pending_.find(text) + text.size(), pending_.size()));
  }
  std::string read(std::size_t size) {
    while (pending_.size() < size && read_some()) {
    }
    return take(std::min(size, pending_.size()));
  }
  std::string read_head() { return read_until("\r\n\r\n"); }

  // Returns whether data arrives within the time.
  bool comes_within(Duration time) {
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    const timeval limit{micros / 1'000'000, micros % 1'000'000};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    const bool came = !pending_.empty() || read_some();
    const timeval none{};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &none, sizeof none);
    return came;
  }
  // Returns whether all bytes could be sent.
  bool write(std::string_view text) const {
    const ssize_t sent = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(text.size());
  }

  // Reads and discards `size` bytes, or fewer if the peer closes the connection.
  void skip(std::size_t size) {
    while (size > pending_.size()) {
      size -= pending_.size();
      pending_.clear();
      if (!read_some()) return;
    }
    take(size);
  }

  // Discards data until the peer closes the connection.
  void wait_for_end() {
    do pending_.clear();
    while (read_some());
  }
  void end_writing() const { ::shutdown(descriptor_, SHUT_WR); }

  // Makes the following close reset the connection.
  void reset_at_close() const {
    const linger now{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }
  int descriptor() const { return descriptor_; }

 private:
  bool read_some() {
    char buffer[64 * 1024];
    const ssize_t count = ::recv(descriptor_, buffer, sizeof buffer, 0);
    if (count > 0) pending_.append(buffer, static_cast<std::size_t>(count));
    return count > 0;
  }
  std::string take(std::size_t size) {
    std::string taken = pending_.substr(0, size);
    pending_.erase(0, size);
    return taken;
  }

  int descriptor_;
  std::string pending_;
};

// Serves one connection after another. It closes each connection when the function returns.
class RawServer {
 public:
  explicit RawServer(std::function<void(RawConnection&)> serve)
      : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(descriptor_, plain, size) != 0 || ::listen(descriptor_, 8) != 0 ||
        ::getsockname(descriptor_, plain, &size) != 0) {
      throw std::runtime_error("no port to listen on");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, serve = std::move(serve)] {
      for (;;) {
        const int accepted = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted < 0) return;
        ++connections_;
        RawConnection connection(accepted);
        serve(connection);
        ::close(accepted);
      }
    });
  }
  ~RawServer() {
    ::shutdown(descriptor_, SHUT_RDWR);
    thread_.join();
    ::close(descriptor_);
  }

  std::uint16_t port() const { return port_; }
  int connections() const { return connections_; }

 private:
  int descriptor_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_{0};
  std::thread thread_;
};

}  // namespace traffic::detail
