// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace traffic::detail {

// Reports which fiber overflowed its stack before the process dies. While an OverflowWatch exists,
// its thread handles the fault on a separate stack. The first one installs the handler of the
// process, which passes all other faults to the previous handler. Belongs to one thread.
class OverflowWatch {
 public:
  OverflowWatch();
  ~OverflowWatch();
  OverflowWatch(const OverflowWatch&) = delete;
  OverflowWatch& operator=(const OverflowWatch&) = delete;

 private:
  std::unique_ptr<std::byte[]> stack_;  // null if the thread already had one
};

}  // namespace traffic::detail
