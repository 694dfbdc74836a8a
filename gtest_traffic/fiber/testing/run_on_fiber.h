// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "gtest_traffic/fiber/reactor.h"

namespace traffic::detail {

// Runs one function on a fiber, and runs the reactor until the function ends.
inline void run_on_fiber(const std::function<void(Reactor&)>& body) {
  Reactor reactor;
  Fiber fiber([&] {
    body(reactor);
    reactor.stop();
  });
  reactor.start(fiber);
  reactor.run();
}

}  // namespace traffic::detail
