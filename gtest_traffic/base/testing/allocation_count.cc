// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/testing/allocation_count.h"

#include <cstdlib>
#include <new>

namespace {

thread_local long count = 0;

}  // namespace

// Not inlined, because the compiler would warn about `free` on memory from `new`.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++count;
  return std::malloc(size);
}
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

long traffic::detail::allocation_count() { return count; }
