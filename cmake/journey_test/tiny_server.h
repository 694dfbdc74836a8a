// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

// The target of the program. Responds with 200 to every request on a free port of the loopback
// interface. Runs until the program ends.
class TinyServer {
 public:
  TinyServer() {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        listen(listener_, 128) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      std::abort();
    }
    const std::string url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    setenv("TRAFFIC_BASE_URL", url.c_str(), 1);
    std::thread([this] { accept_all(); }).detach();
  }

 private:
  void accept_all() const {
    for (;;) {
      const int connection = accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      std::thread([connection] { serve(connection); }).detach();
    }
  }

  // The requests have no body, so each one ends with an empty line.
  static void serve(int connection) {
    constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    std::string received;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = recv(connection, buffer.data(), buffer.size(), 0)) > 0;) {
      received.append(buffer.data(), static_cast<std::size_t>(count));
      for (std::size_t end = 0; (end = received.find("\r\n\r\n")) != std::string::npos;) {
        received.erase(0, end + 4);
        if (send(connection, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL) < 0) break;
      }
    }
    close(connection);
  }

  int listener_ = -1;
};
