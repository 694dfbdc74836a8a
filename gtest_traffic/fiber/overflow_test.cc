// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/overflow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <array>
#include <csignal>
#include <functional>
#include <thread>

#include "gtest_traffic/fiber/reactor.h"

namespace traffic::detail {
namespace {

// The compiler must not turn this into a loop: each call writes to its frame and reads it after the
// nested call.
[[gnu::noinline]] int recurse(int depth) {
  std::array<volatile char, 1024> frame;
  frame[0] = static_cast<char>(depth);
  const int below = depth < 0 ? 0 : recurse(depth + 1);
  return below + frame[0];
}

// Touches the far end of its frame first, like code compiled without -fstack-clash-protection.
template <std::size_t N>
[[gnu::noinline]] int far_end() {
  std::array<volatile char, N> array;
  array[0] = 1;
  return array[0];
}

void run_on_named_fiber(const std::function<void()>& body, std::string_view name) {
  Reactor reactor;
  Fiber fiber(
      [&] {
        body();
        reactor.stop();
      },
      name);
  reactor.start(fiber);
  reactor.run();
}

TEST(OverflowDeathTest, NamesFiberWithEndlessRecursion) {
  EXPECT_DEATH(
      run_on_named_fiber([] { recurse(0); }, "Shopper.Buys"),
      "stack overflow in Shopper\\.Buys, which has a stack of [0-9]+ KiB; does it recurse");
}

TEST(OverflowDeathTest, NamesFiberWithLargeArray) {
  const auto mebibyte = [] { far_end<std::size_t{1} << 20>(); };
  EXPECT_DEATH(run_on_named_fiber(mebibyte, "Shopper.Buys"), "stack overflow in Shopper\\.Buys");
  const auto seven = [] { far_end<std::size_t{7} << 20>(); };
  EXPECT_DEATH(run_on_named_fiber(seven, "Shopper.Buys"), "stack overflow in Shopper\\.Buys");
}

TEST(OverflowDeathTest, NamesFiberOfAnotherThread) {
  EXPECT_DEATH(std::thread([] { run_on_named_fiber([] { recurse(0); }, "Shopper.Pays"); }).join(),
               "stack overflow in Shopper\\.Pays");
}

TEST(OverflowDeathTest, IgnoresOtherFaults) {
  const auto fault = [] {
    void* const closed = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *static_cast<volatile char*>(closed) = 1;
  };
  EXPECT_DEATH(run_on_named_fiber(fault, "Shopper.Buys"),
               testing::Not(testing::HasSubstr("overflow in")));
}

TEST(OverflowDeathTest, IgnoresRaisedSignal) {
  EXPECT_DEATH(run_on_named_fiber([] { raise(SIGSEGV); }, "Shopper.Buys"),
               testing::Not(testing::HasSubstr("overflow in")));
}

TEST(OverflowTest, RestoresSignalStackOfThread) {
  stack_t before{};
  sigaltstack(nullptr, &before);
  {
    const OverflowWatch watch;
    stack_t during{};
    sigaltstack(nullptr, &during);
    EXPECT_EQ(during.ss_flags & SS_DISABLE, 0);
    const OverflowWatch inner;
    stack_t nested{};
    sigaltstack(nullptr, &nested);
    EXPECT_EQ(nested.ss_sp, during.ss_sp);
  }
  stack_t after{};
  sigaltstack(nullptr, &after);
  EXPECT_EQ(after.ss_flags, before.ss_flags);
}

}  // namespace
}  // namespace traffic::detail
