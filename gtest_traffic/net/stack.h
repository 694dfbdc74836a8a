// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace traffic {

// A fiber's stack: guard pages below, 8 MiB of them, so that an overflow faults instead of
// overwriting a neighbour, also that of a large array.
struct Stack {
  char* low = nullptr;  // lowest usable byte; the guard pages lie right below
  std::size_t size = 0;
  unsigned valgrind_id = 0;  // as valgrind knows it

  char* top() const { return low + size; }

  // Tells whether an address lies in the guard pages.
  bool guards(const void* address) const;
};

// Takes a stack from this thread's pool or maps one; `low` is null when the system has no more.
Stack take_stack();

// Gives a stack back to this thread's pool; its resident pages are returned to the system when the
// pool is large.
void give_back(Stack stack);

}  // namespace traffic
