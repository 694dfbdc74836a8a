// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/socket.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "gtest_traffic/net/tls_stream.h"

namespace traffic::detail {
namespace {

// The time beyond two round trips in which a closed peer must have rejected the sent bytes.
constexpr Duration kResetDelay = std::chrono::milliseconds(5);

}  // namespace

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
  readable_ = writable_ = hung_up_ = idle_ = broken_ = false;
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
  if (errno == EAGAIN && address.family() == AF_UNIX) return connect_again(address, deadline);
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

// The queue of a Unix socket is full. The system does not tell when it has room again.
Failure Socket::connect_again(const Address& address, Time deadline) {
  int error = EAGAIN;
  while (error == EAGAIN) {
    const Time now = Clock::now();
    if (now >= deadline) error = ETIMEDOUT;
    if (error == ETIMEDOUT) break;
    if (reactor_->sleep_until(now + Reactor::kFineTick) == Wake::kCanceled) {
      close();
      return Failure::kStopped;
    }
    error = ::connect(descriptor_, address.data(), address.size()) == 0 ? 0 : errno;
  }
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
    if (errno != EAGAIN) return break_off(errno);
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
    if (errno != EAGAIN) return break_off(errno);
    readable_ = false;
  }
}

// The system reports a reset only once. After the end of the stream, it reports EPIPE instead.
Failure Socket::break_off(int error) {
  if (error != EPIPE) broken_ = true;
  return failure_of(error);
}

bool Socket::stale() {
  idle_ = false;
  if (tls_ != nullptr) [[unlikely]] {
    tls_->mark_sent();
    return hung_up_ || !tls_->has_no_new_data();
  }
  if (hung_up_ || !readable_) return hung_up_;
  // After a receive that filled its buffer, more data may be available.
  char byte = 0;
  if (::recv(descriptor_, &byte, 1, MSG_PEEK) >= 0 || errno != EAGAIN) return true;
  readable_ = false;
  return false;
}

bool Socket::unread_by_peer(std::size_t sent) {
  using std::chrono::microseconds;
  const std::uint64_t written = tls_ == nullptr ? sent : tls_->sent_since_mark();
  if (written == 0) return true;
  Time until = Time::max();
  while (!broken_ && descriptor_ >= 0) {
    char byte = 0;
    const ssize_t next = ::recv(descriptor_, &byte, 1, MSG_PEEK);
    if (next > 0 || (next < 0 && errno != EAGAIN && errno != EINTR)) return false;
    // Unacknowledged bytes. The acknowledgment number of the peer's last segment counts.
    int pending = 0;
    if (::ioctl(descriptor_, SIOCOUTQ, &pending) != 0) return false;
    if (static_cast<std::uint64_t>(pending) < written) return false;
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(descriptor_, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return false;
    // A peer that closed only its sending side reads on, and acknowledges the bytes late.
    if (next == 0 && info.tcpi_state == TCP_CLOSE) return true;
    const Time now = Clock::now();
    if (until == Time::max()) until = now + microseconds(2 * info.tcpi_rtt) + kResetDelay;
    if (now >= until) return false;
    if (reactor_->sleep_until(now + Reactor::kFineTick) == Wake::kCanceled) return false;
  }
  return false;
}

Failure Socket::wait(const bool& either, const bool& other, Time deadline) {
  while (!either && !other) {
    waiter_ = Fiber::current();
    const Wake wake = reactor_->suspend(deadline, Reactor::Precision::kCoarse);
    waiter_ = nullptr;
    if (wake == Wake::kTimeout) return Failure::kReadTimeout;
    if (wake == Wake::kCanceled) return Failure::kStopped;
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
