// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <pthread.h>

#include <cstddef>

namespace traffic::detail {

// Runs the work on a thread with three quarters of the stack of a fiber.
template <class Work>
void run_on_small_stack(Work work) {
#ifdef __SANITIZE_ADDRESS__
  constexpr std::size_t kStack = 768 * 1024;
#else
  constexpr std::size_t kStack = 192 * 1024;
#endif
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, kStack), 0);
  const auto run = [](void* given) -> void* {
    (*static_cast<Work*>(given))();
    return nullptr;
  };
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &work), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

}  // namespace traffic::detail
