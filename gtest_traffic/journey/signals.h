// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <csignal>
#include <string_view>

namespace traffic {

// What is done before the third signal ends the process; null: nothing. Must be async-signal-safe.
std::atomic<void (*)()>& last_act();

// While it lives, SIGINT and SIGTERM raise stop_level(): the first to 1, the second to 2; a third
// ends the process as if nothing were handled. Each is answered at once by a line on the standard
// error. The end of the scope puts back what was there before. One at a time.
class SignalScope {
 public:
  // The texts say what the first and the second signal bring about; at most 200 bytes of each are
  // shown, after `interrupted: ` and `interrupted again: `.
  SignalScope(std::string_view first, std::string_view second);
  ~SignalScope();
  SignalScope(const SignalScope&) = delete;
  SignalScope& operator=(const SignalScope&) = delete;

 private:
  struct sigaction interrupt_before_ = {};
  struct sigaction terminate_before_ = {};
};

}  // namespace traffic
