// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <poll.h>

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/net/testing/raw_server.h"

namespace traffic::detail {

// A proxy for tests. It answers requests for http targets itself and returns their heads as the
// body. It connects every CONNECT to one local port, regardless of the requested name.
class TestProxy {
 public:
  // Requires `authorization` unless it is empty.
  explicit TestProxy(std::uint16_t tunnels_to = 0, std::string authorization = {})
      : tunnels_to_(tunnels_to), authorization_(std::move(authorization)) {}

  std::uint16_t port() const { return server_.port(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }

  // Returns the heads of the received requests.
  std::vector<std::string> heads() const {
    const std::lock_guard lock(mutex_);
    return heads_;
  }

 private:
  void serve(RawConnection& client) {
    for (;;) {
      const std::string head = client.read_head();
      if (head.empty()) return;
      {
        const std::lock_guard lock(mutex_);
        heads_.push_back(head);
      }
      const std::string wanted = "Proxy-Authorization: " + authorization_ + "\r\n";
      if (!authorization_.empty() && head.find(wanted) == std::string::npos) {
        client.write(
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n"
            "Content-Length: 0\r\n\r\n");
      } else if (head.starts_with("CONNECT ")) {
        return tunnel(client);
      } else {
        client.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(head.size()) +
                     "\r\n\r\n" + head);
      }
    }
  }

  void tunnel(RawConnection& client) {
    const int target = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(tunnels_to_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(target, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
      client.write("HTTP/1.0 200 Connection established\r\n\r\n");
      while (relay(client.descriptor(), target)) {
      }
    } else {
      client.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    }
    ::close(target);
  }

  // Forwards available data in both directions; returns false if one side has closed.
  static bool relay(int one, int other) {
    pollfd ends[2] = {{one, POLLIN, 0}, {other, POLLIN, 0}};
    if (::poll(ends, 2, -1) < 0) return false;
    for (int i = 0; i < 2; ++i) {
      if (ends[i].revents == 0) continue;
      char buffer[16 * 1024];
      const ssize_t count = ::recv(ends[i].fd, buffer, sizeof buffer, 0);
      if (count <= 0) return false;
      ::send(ends[1 - i].fd, buffer, static_cast<std::size_t>(count), MSG_NOSIGNAL);
    }
    return true;
  }

  const std::uint16_t tunnels_to_;
  const std::string authorization_;
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  // Last member: serves immediately.
  RawServer server_{[this](RawConnection& client) { serve(client); }};
};

}  // namespace traffic::detail
