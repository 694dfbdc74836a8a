// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace traffic {

// Makes a stack overflow of a fiber say whose it was before the process dies: while one lives, its
// thread handles the fault on a stack of its own. Belongs to one thread; the process's handler is
// installed by the first and hands every other fault to whoever handled them before.
class OverflowWatch {
 public:
  OverflowWatch();
  ~OverflowWatch();
  OverflowWatch(const OverflowWatch&) = delete;
  OverflowWatch& operator=(const OverflowWatch&) = delete;

 private:
  std::unique_ptr<std::byte[]> stack_;  // null when the thread had one already
};

}  // namespace traffic
