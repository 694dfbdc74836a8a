// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/stack.h"

#include <sys/mman.h>

#include <cstdint>
#include <vector>

#include "gtest_traffic/net/sanitizer.h"

namespace traffic {
namespace {

#ifdef GTEST_TRAFFIC_ASAN
constexpr std::size_t kStackSize = 1024 * 1024;
#else
constexpr std::size_t kStackSize = 256 * 1024;
#endif
// Wider than a page, which a function with a large array would step over; it costs addresses only.
constexpr std::size_t kGuardSize = 64 * 1024;
constexpr std::size_t kKeptResident = 64;  // so many idle stacks keep their pages

void unmap(const Stack& stack) {
#ifdef GTEST_TRAFFIC_ASAN
  __lsan_unregister_root_region(stack.low, stack.size);
#endif
  munmap(stack.low - kGuardSize, stack.size + kGuardSize);
}

struct Pool {
  std::vector<Stack> idle;
  ~Pool() {
    for (const Stack& stack : idle) unmap(stack);
  }
};
thread_local Pool pool;

}  // namespace

bool Stack::guards(const void* address) const {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  const auto end = reinterpret_cast<std::uintptr_t>(low);
  return at < end && at >= end - kGuardSize;
}

Stack take_stack() {
  if (!pool.idle.empty()) {
    const Stack stack = pool.idle.back();
    pool.idle.pop_back();
    return stack;
  }
  void* memory = mmap(nullptr, kStackSize + kGuardSize, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return {};
  if (mprotect(memory, kGuardSize, PROT_NONE) != 0) {
    munmap(memory, kStackSize + kGuardSize);
    return {};
  }
  const Stack stack{static_cast<char*>(memory) + kGuardSize, kStackSize};
#ifdef GTEST_TRAFFIC_ASAN
  // What a fiber's stack alone refers to is not a leak.
  __lsan_register_root_region(stack.low, stack.size);
#endif
  return stack;
}

void give_back(Stack stack) {
#ifdef GTEST_TRAFFIC_ASAN
  __asan_unpoison_memory_region(stack.low, stack.size);
#endif
  if (pool.idle.size() >= kKeptResident) madvise(stack.low, stack.size, MADV_DONTNEED);
  pool.idle.push_back(stack);
}

}  // namespace traffic
