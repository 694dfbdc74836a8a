// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "gtest_traffic/net/tls_stream.h"

namespace traffic::detail {

Socket::Socket(Reactor& reactor) : reactor_(&reactor) {}

Socket::~Socket() { close(); }

Failure failure_of(int error) {
  switch (error) {
    case ECONNREFUSED:
      return Failure::kRefused;
    case ETIMEDOUT:
      return Failure::kReadTimeout;
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED:
      return Failure::kReset;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EADDRNOTAVAIL:
      return Failure::kNoResources;
    default:
      return Failure::kUnreachable;
  }
}

Failure connect_failure_of(int error) {
  return error == ETIMEDOUT ? Failure::kConnectTimeout : failure_of(error);
}

void Socket::watch() {
  readable_ = writable_ = hung_up_ = idle_ = false;
  const int on = 1;
  setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  reactor_->watch(descriptor_, EPOLLIN | EPOLLOUT | EPOLLRDHUP, *this);
}

void Socket::adopt(int descriptor) {
  close();
  descriptor_ = descriptor;
  watch();
}

Failure Socket::connect(const Address& address, Time deadline) {
  close();
  descriptor_ = ::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor_ < 0) return connect_failure_of(errno);
  watch();
  if (::connect(descriptor_, address.data(), address.size()) == 0) return Failure::kNone;
  if (errno != EINPROGRESS) {
    const int error = errno;
    close();
    return connect_failure_of(error);
  }
  const Failure waited = wait(writable_, deadline);
  if (waited != Failure::kNone) {
    close();
    return waited == Failure::kReadTimeout ? Failure::kConnectTimeout : waited;
  }
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error == 0) return Failure::kNone;
  close();
  return connect_failure_of(error);
}

Failure Socket::send(std::string_view bytes, Time deadline, std::size_t& sent, SendUntil until) {
  if (tls_ != nullptr) [[unlikely]]
    return send_tls(bytes, deadline, sent, until);
  sent = 0;
  while (sent < bytes.size()) {
    const ssize_t count =
        ::send(descriptor_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count >= 0) {
      sent += static_cast<std::size_t>(count);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return failure_of(errno);
    writable_ = false;
    const bool& enough = until == SendUntil::kPeerSpeaks ? readable_ : writable_;
    const Failure waited = wait(writable_, enough, deadline);
    if (waited != Failure::kNone || !writable_) return waited;
  }
  return Failure::kNone;
}

Failure Socket::receive(std::span<char> buffer, Time deadline, std::size_t& received) {
  if (tls_ != nullptr) [[unlikely]]
    return receive_tls(buffer, deadline, received);
  received = 0;
  for (;;) {
    // Check readiness first: a receive without data costs a system call.
    if (!readable_) {
      if (const Failure waited = wait(readable_, deadline); waited != Failure::kNone) return waited;
    }
    const ssize_t count = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (count > 0) {
      received = static_cast<std::size_t>(count);
      // A short read has drained the socket (epoll(7)), unless the end of the stream is still
      // unread.
      if (received < buffer.size() && !hung_up_) readable_ = false;
      return Failure::kNone;
    }
    if (count == 0) return Failure::kClosed;
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return failure_of(errno);
    readable_ = false;
  }
}

bool Socket::stale() {
  idle_ = false;
  if (tls_ != nullptr) [[unlikely]]
    return hung_up_ || !tls_->has_no_new_data();
  if (hung_up_ || !readable_) return hung_up_;
  // After a receive that filled its buffer, more data may be available.
  char byte = 0;
  if (::recv(descriptor_, &byte, 1, MSG_PEEK) >= 0 || errno != EAGAIN) return true;
  readable_ = false;
  return false;
}

Failure Socket::wait(const bool& either, const bool& other, Time deadline) {
  while (!either && !other) {
    waiter_ = Fiber::current();
    const Wake wake = reactor_->suspend(deadline, Reactor::Precision::kCoarse);
    waiter_ = nullptr;
    if (wake == Wake::kTimeout) return Failure::kReadTimeout;
    if (wake == Wake::kCancelled) return Failure::kStopped;
  }
  return Failure::kNone;
}

void Socket::on_events(std::uint32_t events) {
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) readable_ = writable_ = hung_up_ = true;
  if ((events & EPOLLRDHUP) != 0) readable_ = hung_up_ = true;
  if ((events & EPOLLIN) != 0) readable_ = true;
  if ((events & EPOLLOUT) != 0) writable_ = true;
  if (waiter_ != nullptr) {
    reactor_->wake(*waiter_, Wake::kReady);
  } else if (idle_) {
    // Otherwise the socket would stay in CLOSE-WAIT until its user sends again.
    if (stale()) close();
    idle_ = true;
  }
}

void Socket::close() {
  if (descriptor_ < 0) return;
  if (tls_ != nullptr) tls_->send_close_notify();
  cut();
}

void Socket::cut() {
  if (descriptor_ < 0) return;
  tls_.reset();
  reactor_->forget(descriptor_, *this);
  ::close(descriptor_);
  descriptor_ = -1;
}

void Socket::reset() {
  if (descriptor_ < 0) return;
  const linger now{1, 0};
  setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  cut();
}

}  // namespace traffic::detail
