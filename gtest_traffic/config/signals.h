// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <csignal>
#include <string_view>

namespace traffic::detail {

// Returns the function that runs before the third signal ends the process; null means none. The
// function must be async-signal-safe.
std::atomic<void (*)()>& third_signal_action();

// Handles SIGINT and SIGTERM during its lifetime. The first signal sets stop_level() to 1, and the
// second sets it to 2. A third signal ends the process with the default action. Each signal
// immediately prints a line to the standard error. The destructor restores the previous handlers.
// Only one instance may exist at a time.
class SignalScope {
 public:
  // The texts describe the effects of the first and the second signal. At most 200 bytes of each
  // are shown, after `interrupted: ` and `interrupted again: `.
  SignalScope(std::string_view first, std::string_view second);
  ~SignalScope();
  SignalScope(const SignalScope&) = delete;
  SignalScope& operator=(const SignalScope&) = delete;

 private:
  struct sigaction interrupt_before_ = {};
  struct sigaction terminate_before_ = {};
};

}  // namespace traffic::detail
