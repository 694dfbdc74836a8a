// SPDX-License-Identifier: Apache-2.0
// A sanitizer of this program must learn about fiber stacks from a library that was built without
// it.
#include <gtest_traffic/gtest_traffic.h>

#include <memory>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace std::chrono_literals;
using namespace traffic;

extern "C" [[gnu::weak]] int __lsan_do_recoverable_leak_check();

namespace {

class Guest : public User {};

// Stack frames with arrays, around which a sanitizer places poisoned bytes.
template <std::size_t N>
[[gnu::noinline]] int deep(int depth) {
  char local[N];
  std::iota(local, local + N, static_cast<char>(depth));
  if (depth == 0) throw std::runtime_error("from the depth");
  return deep<N>(depth - 1) + local[0];
}

JOURNEY(Guest, ThrowsAnException) { EXPECT_EQ(deep<1000>(20), 0); }

JOURNEY(Guest, CatchesAnException) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_THROW(deep<333>(i), std::runtime_error);
    EXPECT_EQ(http.get("/rooms/{}/{}", i, std::string(40, 'x')).status(), 0);
  }
}

JOURNEY(Guest, ReadsAMissingValue) {
  auto nothing = http.get("/rooms/{}", 7);
  EXPECT_EQ(nothing.status(), 0);
  EXPECT_EQ(nothing["/id"], 7);
}

JOURNEY(Guest, RunsAfterAFailure) {
  const std::string room(100, 'x');
  EXPECT_EQ(http.get("/rooms/{}", room).status(), 0);
}

// Holds memory only through its stack while it is suspended.
JOURNEY(Guest, HoldsMemory, .weight = 0) {
  const auto held = std::make_unique<std::vector<int>>(100, 1);
  think(1ms, 20ms);
  if (__lsan_do_recoverable_leak_check != nullptr && fake.chance(0.01)) {
    EXPECT_EQ(__lsan_do_recoverable_leak_check(), 0);
  }
  EXPECT_EQ(std::accumulate(held->begin(), held->end(), 0), 100);
}

TEST(GuestLoad, RunsManyFibers) {
  const Report report = Load()
                            .mix({{"Guest.HoldsMemory", 5}, {"Guest.CatchesAnException", 1}})
                            .shape(constant(users(40), 1s))
                            .workers(2)
                            .expect(error_rate <= 100_percent)
                            .run();
  EXPECT_GT(report.started, 100U);
  EXPECT_EQ(report.failures_outside(), 0U);
}

[[gnu::noinline]] int touch(volatile char* low) {
  *low = 1;
  return *low;
}

template <std::size_t N>
[[gnu::noinline]] int large() {
  volatile char array[N];
  return touch(array);
}

class Overflower : public User {};
JOURNEY(Overflower, UsesTwoMebibytes) { EXPECT_EQ(large<(2U << 20)>(), 1); }
JOURNEY(Overflower, UsesSevenMebibytes) { EXPECT_EQ(large<(7U << 20)>(), 1); }

}  // namespace
