// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/signals.h"

#include <atomic>

#include "gtest_traffic/journey/stop.h"

namespace traffic {
namespace {

// Async-signal-safe: lock-free atomics, signal(), raise() and what last_act() says.
void on_signal(int number) {
  std::atomic<int>& level = stop_level();
  int now = level.load();
  while (now < 2) {
    if (level.compare_exchange_weak(now, now + 1)) return;
  }
  if (void (*const act)() = last_act().load(); act != nullptr) act();
  std::signal(number, SIG_DFL);
  std::raise(number);  // takes effect when this handler returns
}

}  // namespace

std::atomic<void (*)()>& last_act() {
  static std::atomic<void (*)()> act{nullptr};
  return act;
}

SignalScope::SignalScope() {
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags =
      SA_RESTART;  // a journey's own system calls go on; epoll_wait wakes up all the same
  sigemptyset(&action.sa_mask);
  // Also where SIGINT was ignored, as a shell does for its background jobs: who sends it then means
  // it.
  sigaction(SIGINT, &action, &interrupt_before_);
  sigaction(SIGTERM, &action, &terminate_before_);
}

SignalScope::~SignalScope() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
}

}  // namespace traffic
