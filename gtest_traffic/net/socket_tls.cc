// SPDX-License-Identifier: Apache-2.0
// The TLS functions of a socket.
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "gtest_traffic/net/socket.h"
#include "gtest_traffic/net/tls_stream.h"

namespace traffic::detail {

using Progress = TlsStream::Progress;

Failure Socket::start_tls(TlsClient& client, const std::string& host, std::uint16_t port,
                          Time deadline) {
  tls_ = std::make_unique<TlsStream>(*this, client, host, port);
  return handshake(deadline);
}

Failure Socket::accept_tls(const TlsContext& context, Time deadline) {
  tls_ = std::make_unique<TlsStream>(*this, context);
  return handshake(deadline);
}

Failure Socket::handshake(Time deadline) {
  for (;;) {
    const Progress progress = tls_->handshake();
    if (progress == Progress::kDone) return Failure::kNone;
    if (progress == Progress::kFailed) return tls_->failure();
    const Failure waited = wait(progress == Progress::kWantsRead ? readable_ : writable_, deadline);
    if (waited == Failure::kNone) continue;
    if (waited != Failure::kReadTimeout) return waited;
    tls_->set_detail("no TLS handshake within the connect timeout");
    return Failure::kConnectTimeout;
  }
}

Failure Socket::send_tls(std::string_view bytes, Time deadline, std::size_t& sent,
                         SendUntil until) {
  sent = 0;
  while (sent < bytes.size()) {
    std::size_t written = 0;
    const Progress progress = tls_->write(bytes.substr(sent), written);
    if (progress == Progress::kFailed) return tls_->failure();
    if (progress == Progress::kDone) {
      sent += written;
      continue;
    }
    const bool& needed = progress == Progress::kWantsRead ? readable_ : writable_;
    const bool& enough = until == SendUntil::kPeerSpeaks ? readable_ : needed;
    const Failure waited = wait(needed, enough, deadline);
    if (waited != Failure::kNone || !needed) return waited;
  }
  return Failure::kNone;
}

Failure Socket::receive_tls(std::span<char> buffer, Time deadline, std::size_t& received) {
  received = 0;
  for (unsigned fruitless = 0;;) {
    const Progress progress = tls_->read(buffer, received);
    if (progress == Progress::kDone) return Failure::kNone;
    if (progress == Progress::kFailed) return tls_->failure();
    const Failure waited = wait(progress == Progress::kWantsRead ? readable_ : writable_, deadline);
    if (waited != Failure::kNone) return waited;
    // Endless records without data are possible (RFC 8446 §4.6.3).
    if (fruitless++ > 0 && Clock::now() >= deadline) return Failure::kReadTimeout;
  }
}

void Socket::refuse_tls(std::string_view to_http, Time deadline) {
  const bool spoke_http = tls_->peer_spoke_http();
  tls_.reset();
  std::size_t count = 0;
  if (spoke_http) send(to_http, deadline, count);
  // Closing with unread bytes would reset the connection and lose the sent data.
  ::shutdown(descriptor_, SHUT_WR);
  std::array<char, 4096> unread;
  while (receive(unread, deadline, count) == Failure::kNone) {
  }
  close();
}

const TlsInfo* Socket::tls() const { return tls_ == nullptr ? nullptr : tls_->info(); }

std::string_view Socket::failure_detail() const {
  return tls_ == nullptr ? std::string_view{} : std::string_view(tls_->detail());
}

long Socket::receive_now(char* to, std::size_t size) {
  errno = EAGAIN;
  if (!readable_) return -1;
  long count = 0;
  do {
    count = ::recv(descriptor_, to, size, 0);
  } while (count < 0 && errno == EINTR);
  if (count < 0 && errno != EAGAIN) break_off(errno);
  const bool drained = count > 0 ? static_cast<std::size_t>(count) < size && !hung_up_
                                 : count < 0 && errno == EAGAIN;
  if (drained) readable_ = false;
  return count;
}

long Socket::send_now(const char* from, std::size_t size) {
  long count = 0;
  do {
    count = ::send(descriptor_, from, size, MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  if (count < 0 && errno == EAGAIN) writable_ = false;
  if (count < 0 && errno != EAGAIN) break_off(errno);
  return count;
}

}  // namespace traffic::detail
