// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server/server_worker.h"

#include <netdb.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "gtest_traffic/server/server_session.h"

namespace traffic::detail {

ServerWorker::ServerWorker(const ServerSite& site) : site_(&site) {}

ServerWorker::~ServerWorker() {
  sessions_.clear();
  if (listener_ >= 0) close(listener_);
}

std::uint16_t ServerWorker::listen(const std::string& address, std::uint16_t port,
                                   Sharing sharing) {
  const std::string where = address + ":" + std::to_string(port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
    throw std::runtime_error("cannot listen on " + where + ": not an IP address");
  }
  listener_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (sharing == Sharing::kShared) {
    setsockopt(listener_, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  }
  const bool bound =
      ::bind(listener_, found->ai_addr, found->ai_addrlen) == 0 && ::listen(listener_, 4096) == 0;
  const int error = errno;
  freeaddrinfo(found);
  if (!bound) throw std::runtime_error("cannot listen on " + where + ": " + std::strerror(error));
  sockaddr_storage actual{};
  socklen_t size = sizeof actual;
  getsockname(listener_, reinterpret_cast<sockaddr*>(&actual), &size);
  return ntohs(actual.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(actual).sin6_port
                                            : reinterpret_cast<sockaddr_in&>(actual).sin_port);
}

void ServerWorker::run() {
  reactor_.watch(listener_, EPOLLIN, *this);
  reactor_.run([this](Time) { remove_ended_sessions(); });
}

void ServerWorker::on_events(std::uint32_t) {
  while (!stopping_) {
    const int descriptor = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      // Edge-triggered events do not repeat for the waiting connections. The end of a session must
      // therefore accept them. If other code holds the descriptors, the next tick tries again.
      out_of_descriptors_ = errno == EMFILE || errno == ENFILE;
      if (out_of_descriptors_ && !std::exchange(ticks_, true)) {
        reactor_.keep_ticking(Reactor::Precision::kCoarse);
      }
      return;
    }
    auto session = std::make_unique<ServerSession>(*this, descriptor);
    if (!session->fiber().has_stack()) continue;
    reactor_.start(session->fiber());
    sessions_.push_back(std::move(session));
  }
}

void ServerWorker::remove_ended_sessions() {
  if (std::exchange(ended_, 0) > 0) {
    std::erase_if(sessions_, [](const auto& session) { return session->fiber().done(); });
  }
  if (out_of_descriptors_) on_events(0);
}

void ServerWorker::stop() {
  reactor_.post([this] {
    stopping_ = true;
    for (auto& session : sessions_) reactor_.wake(session->fiber(), Wake::kCanceled);
    reactor_.stop();
  });
}

}  // namespace traffic::detail
