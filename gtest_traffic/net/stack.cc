// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/stack.h"

#include <sys/mman.h>
#include <unistd.h>

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
constexpr std::size_t kKeptResident = 64;  // so many idle stacks keep their pages

std::size_t page_size() {
  static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

struct Pool {
  std::vector<Stack> idle;
  ~Pool() {
    for (const Stack& stack : idle) munmap(stack.low - page_size(), stack.size + page_size());
  }
};
thread_local Pool pool;

}  // namespace

bool Stack::guards(const void* address) const {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  const auto end = reinterpret_cast<std::uintptr_t>(low);
  return at < end && at >= end - page_size();
}

Stack take_stack() {
  if (!pool.idle.empty()) {
    const Stack stack = pool.idle.back();
    pool.idle.pop_back();
    return stack;
  }
  const std::size_t guard = page_size();
  void* memory = mmap(nullptr, kStackSize + guard, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return {};
  if (mprotect(memory, guard, PROT_NONE) != 0) {
    munmap(memory, kStackSize + guard);
    return {};
  }
  return {static_cast<char*>(memory) + guard, kStackSize};
}

void give_back(Stack stack) {
#ifdef GTEST_TRAFFIC_ASAN
  __asan_unpoison_memory_region(stack.low, stack.size);
#endif
  if (pool.idle.size() >= kKeptResident) madvise(stack.low, stack.size, MADV_DONTNEED);
  pool.idle.push_back(stack);
}

}  // namespace traffic
