// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>

#include "gtest_traffic/net/reactor.h"

namespace traffic {

// Lets one fiber wait for another, of whatever thread. Shared by both, whichever lives longer.
class Waiter {
 public:
  // Makes one for the fiber that runs here.
  static std::shared_ptr<Waiter> here();

  // Suspends that fiber until it is woken, cancelled, or `deadline` passes. At most once.
  Wake wait(Time deadline);

  // Ends the waiting, unless it has ended; from any thread.
  static void wake(const std::shared_ptr<Waiter>& waiter);

 private:
  std::mutex mutex_;
  Reactor* reactor_ = nullptr;  // null once nobody waits
  Fiber* fiber_ = nullptr;
};

}  // namespace traffic
