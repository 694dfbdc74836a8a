// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/per_thread.h"

#include <vector>

namespace traffic::detail {
namespace {

struct ThreadExit {
  std::vector<void (*)()> calls;
  ~ThreadExit() {
    while (!calls.empty()) {
      void (*const call)() = calls.back();
      calls.pop_back();
      call();
    }
  }
};

}  // namespace

void at_thread_exit(void (*call)()) {
  thread_local ThreadExit exit;
  exit.calls.push_back(call);
}

}  // namespace traffic::detail
