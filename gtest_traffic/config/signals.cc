// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/signals.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "gtest_traffic/config/stop.h"

namespace traffic::detail {
namespace {

// A line that a handler can write, built before the signal arrives.
class SignalMessage {
 public:
  SignalMessage& operator<<(std::string_view text) {
    const std::size_t size = std::min(text.size(), text_.size() - size_);
    std::memcpy(text_.data() + size_, text.data(), size);
    size_ += size;
    return *this;
  }
  void clear() { size_ = 0; }
  void write() const {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text_.data(), size_);
  }

 private:
  std::array<char, 300> text_{};
  std::size_t size_ = 0;
};

constinit std::array<SignalMessage, 3> messages;

void set_message(SignalMessage& message, std::string_view begin, std::string_view text) {
  message.clear();
  // A terminal shows `^C` first.
  message << (isatty(STDERR_FILENO) == 1 ? "\n" : "") << begin << text.substr(0, 200) << "\n";
}

// Async-signal-safe: uses lock-free atomics, write(), signal(), raise() and the function in
// third_signal_action().
void on_signal(int number) {
  const int error = errno;
  std::atomic<int>& level = stop_level();
  int now = level.load();
  while (now < 2) {
    if (!level.compare_exchange_weak(now, now + 1)) continue;
    messages[static_cast<std::size_t>(now)].write();
    errno = error;
    return;
  }
  messages[2].write();
  if (void (*const act)() = third_signal_action().load(); act != nullptr) act();
  std::signal(number, SIG_DFL);
  std::raise(number);  // takes effect when this handler returns
  errno = error;
}

}  // namespace

std::atomic<void (*)()>& third_signal_action() {
  static std::atomic<void (*)()> act{nullptr};
  return act;
}

SignalScope::SignalScope(std::string_view first, std::string_view second) {
  set_message(messages[0], "interrupted: ", first);
  set_message(messages[1], "interrupted again: ", second);
  set_message(messages[2], "interrupted a third time: ", "the process ends without reports");
  third_signal_action();  // initializes the static, which a handler must not do
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;  // restarts system calls of a journey; epoll_wait wakes up anyway
  sigemptyset(&action.sa_mask);
  // Handles SIGINT even if it was ignored. Shells ignore it for background jobs, but a user can
  // still send it on purpose.
  sigaction(SIGINT, &action, &interrupt_before_);
  sigaction(SIGTERM, &action, &terminate_before_);
}

SignalScope::~SignalScope() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
}

}  // namespace traffic::detail
