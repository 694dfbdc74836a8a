// SPDX-License-Identifier: Apache-2.0
// Sends one fixed request over each connection whenever data has arrived on it, and ignores the
// data. This loop is not a load generator. Its cost is the system's share of a request, which is
// the lower bound for every generator on this system.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

constexpr std::string_view kRequest = "GET /json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

[[noreturn]] void die(const char* what) {
  std::fprintf(stderr, "%s: %s\n", what, std::strerror(errno));
  std::exit(2);
}

void send_request(int connection) {
  if (send(connection, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(kRequest.size())) {
    die("send");
  }
}

int open_connection(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    die("connect");
  }
  const int on = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connection;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: bare_loop PORT CONNECTIONS SECONDS\n", stderr);
    return 2;
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[3]));
  const int epoll = epoll_create1(0);
  for (int i = 0; i < std::atoi(argv[2]); ++i) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.fd = open_connection(std::atoi(argv[1]));
    epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
    send_request(event.data.fd);
  }
  std::array<epoll_event, 256> events;
  std::array<char, 64 * 1024> buffer;
  long responses = 0;
  while (std::chrono::steady_clock::now() < end) {
    const int count = epoll_wait(epoll, events.data(), events.size(), 1000);
    for (int i = 0; i < count; ++i) {
      const int connection = events[i].data.fd;
      if (recv(connection, buffer.data(), buffer.size(), 0) <= 0) die("recv");
      ++responses;
      send_request(connection);
    }
  }
  std::printf("%ld responses\n", responses);
}
