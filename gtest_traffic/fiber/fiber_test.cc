// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/fiber.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace traffic::detail {
namespace {

using testing::ElementsAre;

TEST(FiberTest, ContinuesAfterSuspension) {
  std::vector<int> order;
  Fiber fiber([&] {
    order.push_back(1);
    Fiber::current()->suspend();
    order.push_back(3);
  });
  fiber.resume();
  order.push_back(2);
  EXPECT_FALSE(fiber.done());
  fiber.resume();
  EXPECT_TRUE(fiber.done());
  EXPECT_THAT(order, ElementsAre(1, 2, 3));
}

TEST(FiberTest, ReturnsCurrentFiber) {
  EXPECT_EQ(Fiber::current(), nullptr);
  Fiber* seen = nullptr;
  Fiber fiber([&] { seen = Fiber::current(); }, "somebody");
  fiber.resume();
  EXPECT_EQ(seen, &fiber);
  EXPECT_EQ(fiber.name(), "somebody");
  EXPECT_EQ(Fiber::current(), nullptr);
}

TEST(FiberTest, KeepsLocalVariablesAcrossSwitches) {
  constexpr int kFibers = 100;
  std::vector<std::unique_ptr<Fiber>> fibers;
  fibers.reserve(kFibers);
  std::vector<std::string> said(kFibers);
  for (int i = 0; i < kFibers; ++i) {
    fibers.push_back(std::make_unique<Fiber>([&said, i] {
      std::string local = "fiber ";
      Fiber::current()->suspend();
      local += std::to_string(i);
      Fiber::current()->suspend();
      said[static_cast<std::size_t>(i)] = local;
    }));
  }
  for (int round = 0; round < 3; ++round) {
    for (const auto& fiber : fibers) fiber->resume();
  }
  for (int i = 0; i < kFibers; ++i) {
    EXPECT_TRUE(fibers[static_cast<std::size_t>(i)]->done());
    EXPECT_EQ(said[static_cast<std::size_t>(i)], "fiber " + std::to_string(i));
  }
}

// The C++ runtime stores the stack of caught exceptions per thread. If a switch did not change it,
// each `throw;` below would rethrow the exception that the other fiber caught last.
TEST(FiberTest, RethrowsItsOwnException) {
  std::vector<std::string> caught;
  const auto body = [&](const std::string& mine) {
    try {
      try {
        throw std::runtime_error(mine);
      } catch (const std::exception&) {
        Fiber::current()->suspend();
        throw;
      }
    } catch (const std::exception& exception) {
      Fiber::current()->suspend();
      caught.push_back(mine + " caught " + exception.what());
    }
  };
  Fiber first([&] { body("first"); });
  Fiber second([&] { body("second"); });
  for (int round = 0; round < 3; ++round) {
    first.resume();
    second.resume();
  }
  EXPECT_THAT(caught, ElementsAre("first caught first", "second caught second"));
  EXPECT_EQ(std::current_exception(), nullptr);
}

TEST(FiberTest, PreservesExceptionOfThread) {
  Fiber fiber([] {
    try {
      throw std::runtime_error("the fiber's");
    } catch (const std::exception&) {
      Fiber::current()->suspend();
    }
    Fiber::current()->suspend();
  });
  fiber.resume();  // suspended in its catch
  std::string rethrown;
  try {
    try {
      throw std::runtime_error("the thread's");
    } catch (const std::exception&) {
      fiber.resume();  // leaves its catch
      throw;
    }
  } catch (const std::exception& exception) {
    rethrown = exception.what();
  }
  EXPECT_EQ(rethrown, "the thread's");
  fiber.resume();
}

TEST(FiberTest, CountsItsOwnUncaughtExceptions) {
  int inside_other = -1;
  struct Suspends {
    ~Suspends() { Fiber::current()->suspend(); }
  };
  Fiber unwinding([] {
    try {
      const Suspends during_unwinding;
      throw 1;
    } catch (int) {
    }
  });
  Fiber other([&] { inside_other = std::uncaught_exceptions(); });
  unwinding.resume();  // suspended during stack unwinding
  EXPECT_EQ(std::uncaught_exceptions(), 0);
  other.resume();
  EXPECT_EQ(inside_other, 0);
  unwinding.resume();
  EXPECT_TRUE(unwinding.done());
}

TEST(FiberTest, NotifiesObserverOfEachSwitch) {
  struct Observer final : SwitchObserver {
    void switched_in() override { said += '('; }
    void switched_out() override { said += ')'; }
    std::string said;
  } observer;
  Fiber fiber([&] {
    observer.said += 'a';
    Fiber::current()->suspend();
    observer.said += 'b';
  });
  fiber.observe(&observer);
  fiber.resume();
  fiber.resume();
  EXPECT_EQ(observer.said, "(a)(b)");
}

// The destructors of local variables then never run, because forced unwinding might not end.
TEST(FiberTest, LeaksLocalsWhenDestroyedSuspended) {
  int destroyed = 0;
  struct Counts {
    int* count;
    ~Counts() { ++*count; }
  };
  for (int i = 0; i < 10; ++i) {
    Fiber fiber([&] {
      const Counts local{&destroyed};
      const std::string on_the_heap(1000, 'x');
      try {
        throw std::runtime_error("held");
      } catch (...) {
        Fiber::current()->suspend();
      }
    });
    fiber.resume();
  }
  EXPECT_EQ(destroyed, 0);
  Fiber later([&] { const Counts local{&destroyed}; });
  later.resume();
  EXPECT_EQ(destroyed, 1);
}

TEST(FiberTest, DestroysUnstartedFiber) {
  bool ran = false;
  {
    const Fiber fiber([&] { ran = true; });
  }
  EXPECT_FALSE(ran);
}

TEST(FiberTest, ReusesStacks) {
  const char* low = nullptr;
  {
    Fiber fiber([] {});
    low = fiber.stack().low;
    fiber.resume();
  }
  const Fiber next([] {});
  EXPECT_EQ(next.stack().low, low);
}

TEST(FiberTest, GuardsMemoryBelowStack) {
  const Fiber fiber([] {});
  const Stack& stack = fiber.stack();
  EXPECT_TRUE(stack.guards(stack.low - 1));
  EXPECT_TRUE(stack.guards(stack.low - 4096));
  EXPECT_FALSE(stack.guards(stack.low));
  EXPECT_FALSE(stack.guards(stack.low - 64 * 1024 * 1024));
}

}  // namespace
}  // namespace traffic::detail
