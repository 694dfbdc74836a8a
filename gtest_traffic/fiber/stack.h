// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace traffic::detail {

// A fiber's stack with 8 MiB of guard pages below it. An overflow, also by a large array, therefore
// faults instead of overwriting other memory.
struct Stack {
  char* low = nullptr;  // lowest usable byte; the guard pages are directly below
  std::size_t size = 0;
  unsigned valgrind_id = 0;  // id assigned by valgrind

  char* top() const { return low + size; }

  // Returns whether an address is in the guard pages.
  bool guards(const void* address) const;
};

// Takes a stack from this thread's pool or maps a new one. `low` is null if the system has no more
// memory.
Stack take_stack();

// Returns a stack to this thread's pool. If the pool is large, also returns the stack's resident
// pages to the system.
void give_back(Stack stack);

}  // namespace traffic::detail
