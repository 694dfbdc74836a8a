// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/stack.h"

#include <sys/mman.h>

#include <cstdint>
#include <vector>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/fiber/sanitizer.h"
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_STACK_REGISTER(low, top) 0U
#define VALGRIND_STACK_DEREGISTER(id) static_cast<void>(id)
#endif

namespace traffic::detail {
namespace {

// Larger than any array that fits on a thread's own stack, so that no function skips it. It uses
// only address space.
constexpr std::size_t kGuardSize = 8 * 1024 * 1024;
constexpr std::size_t kKeptResident = 64;  // maximum number of idle stacks with resident pages

// ASan's frames are several times larger. The program may use ASan even if this library does not.
std::size_t usable_size() { return has_asan() ? 1024 * 1024 : 256 * 1024; }

void unmap(const Stack& stack) {
  VALGRIND_STACK_DEREGISTER(stack.valgrind_id);
  if (has_lsan()) __lsan_unregister_root_region(stack.low, stack.size);
  munmap(stack.low - kGuardSize, stack.size + kGuardSize);
}

struct Pool {
  std::vector<Stack> idle;
  ~Pool() {
    for (const Stack& stack : idle) unmap(stack);
  }
};
Pool& thread_pool() {
  return per_thread([] { return Pool(); });
}

}  // namespace

bool Stack::guards(const void* address) const {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  const auto end = reinterpret_cast<std::uintptr_t>(low);
  return at < end && at >= end - kGuardSize;
}

Stack take_stack() {
  Pool& pool = thread_pool();
  if (!pool.idle.empty()) {
    const Stack stack = pool.idle.back();
    pool.idle.pop_back();
    return stack;
  }
  const std::size_t size = usable_size();
  // Map everything without access first, so that the guard does not count as usable memory of the
  // process.
  void* memory = mmap(nullptr, kGuardSize + size, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return {};
  char* const low = static_cast<char*>(memory) + kGuardSize;
  if (mprotect(low, size, PROT_READ | PROT_WRITE) != 0) {
    munmap(memory, kGuardSize + size);
    return {};
  }
  Stack stack{low, size};
  // Otherwise memcheck mistakes a switch to a nearby stack for a large frame.
  stack.valgrind_id = VALGRIND_STACK_REGISTER(low, low + size - 1);
  // Memory that only a fiber's stack refers to is not a leak.
  if (has_lsan()) __lsan_register_root_region(low, size);
  return stack;
}

void give_back(Stack stack) {
  if (__asan_unpoison_memory_region != nullptr) {
    __asan_unpoison_memory_region(stack.low, stack.size);
  }
  Pool& pool = thread_pool();
  if (pool.idle.size() >= kKeptResident) madvise(stack.low, stack.size, MADV_DONTNEED);
  pool.idle.push_back(stack);
}

}  // namespace traffic::detail
