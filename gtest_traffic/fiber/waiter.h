// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>

#include "gtest_traffic/fiber/reactor.h"

namespace traffic::detail {

// Lets one fiber wait for another fiber of any thread. Both share ownership.
class Waiter {
 public:
  // Creates a waiter for the current fiber.
  static std::shared_ptr<Waiter> here();

  // Suspends that fiber until it is woken, canceled, or `deadline` passes. Call it at most once.
  Wake wait(Time deadline);

  // Ends the wait if it has not ended. Thread-safe.
  static void wake(const std::shared_ptr<Waiter>& waiter);

 private:
  std::mutex mutex_;
  Reactor* reactor_ = nullptr;  // null if no fiber waits
  Fiber* fiber_ = nullptr;
};

}  // namespace traffic::detail
