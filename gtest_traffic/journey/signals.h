// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace traffic {

// While it lives, SIGINT and SIGTERM raise stop_level(): the first to 1, the second to 2; a third
// ends the process as if nothing were handled. The end of the scope puts back what was there
// before. One at a time.
class SignalScope {
 public:
  SignalScope();
  ~SignalScope();
  SignalScope(const SignalScope&) = delete;
  SignalScope& operator=(const SignalScope&) = delete;

 private:
  struct sigaction interrupt_before_ = {};
  struct sigaction terminate_before_ = {};
};

}  // namespace traffic
