// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/check_reporter.h"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ScopedFakeTestPartResultReporter;
using testing::TestPartResultArray;

// A fiber with a reporter, and the messages that reached its sink.
class Checked final : public CheckSink {
 public:
  explicit Checked(const std::function<void()>& body,
                   CheckReporter::Thread thread = CheckReporter::Thread::kAsserts)
      : reporter_(*this, thread), fiber_([this, body] {
          body();
          reporter_.finish();
        }) {
    fiber_.observe(&reporter_);
  }
  void resume() { fiber_.resume(); }
  bool done() const { return fiber_.done(); }

  std::vector<std::string> messages;

 private:
  void check_failed(const testing::TestPartResult& result) override {
    messages.emplace_back(result.message());
  }

  CheckReporter reporter_;
  Fiber fiber_;
};

void suspend() { Fiber::current()->suspend(); }

// Intercepts and counts the thread's own failed assertions.
class ThreadsOwn {
 public:
  int count() const { return caught_.size(); }

 private:
  TestPartResultArray caught_;
  ScopedFakeTestPartResultReporter reporter_{
      ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &caught_};
};

TEST(CheckReporterTest, AttributesFailureToItsOrigin) {
  Checked fiber([] {
    ADD_FAILURE() << "fiber 1";
    suspend();
    ADD_FAILURE() << "fiber 2";
  });
  int threads = 0;
  {
    const ThreadsOwn own;
    fiber.resume();
    ADD_FAILURE() << "between";
    fiber.resume();
    ADD_FAILURE() << "after";
    threads = own.count();
  }
  EXPECT_EQ(threads, 2);
  EXPECT_THAT(fiber.messages, ElementsAre(HasSubstr("fiber 1"), HasSubstr("fiber 2")));
}

TEST(CheckReporterTest, IgnoresSuccesses) {
  Checked fiber([] {
    EXPECT_EQ(1, 1);
    suspend();
    SUCCEED();
  });
  fiber.resume();
  fiber.resume();
  EXPECT_TRUE(fiber.done());
  EXPECT_THAT(fiber.messages, IsEmpty());
}

class InterleavedTest : public testing::TestWithParam<CheckReporter::Thread> {
 protected:
  // Creates fibers with the same body and runs them in turn until all are done. On a silent thread
  // the fibers keep the reporter, so the test does not use it.
  std::vector<std::vector<std::string>> interleave(int count,
                                                   const std::function<void(int)>& body) {
    std::vector<std::vector<std::string>> messages;
    std::thread([&] {
      std::vector<std::unique_ptr<Checked>> fibers;
      fibers.reserve(static_cast<std::size_t>(count));
      for (int i = 0; i < count; ++i) {
        fibers.push_back(std::make_unique<Checked>([&body, i] { body(i); }, GetParam()));
      }
      for (bool all_done = false; !all_done;) {
        all_done = true;
        for (auto& fiber : fibers) {
          if (!fiber->done()) fiber->resume();
          all_done = all_done && fiber->done();
        }
      }
      messages.reserve(fibers.size());
      for (auto& fiber : fibers) messages.push_back(fiber->messages);
    }).join();
    return messages;
  }
};

INSTANTIATE_TEST_SUITE_P(Threads, InterleavedTest,
                         testing::Values(CheckReporter::Thread::kAsserts,
                                         CheckReporter::Thread::kIsSilent));

// The macro installs its own reporter during its statement. In this test, the statement switches to
// other fibers that do the same and end in another order.
TEST_P(InterleavedTest, NoFatalFailureUsesOwnFiberOnly) {
  constexpr int kFibers = 6;
  std::vector<int> passed(kFibers, 0);
  const auto messages = interleave(kFibers, [&](int i) {
    const auto helper = [i] {
      for (int round = 0; round < i; ++round) suspend();
      if (i % 2 == 1) FAIL() << "odd " << i;
      suspend();
    };
    for (int round = 0; round < 3; ++round) {
      ASSERT_NO_FATAL_FAILURE(helper()) << "in round " << round;
      ++passed[static_cast<std::size_t>(i)];
    }
  });
  for (int i = 0; i < kFibers; ++i) {
    const auto& said = messages[static_cast<std::size_t>(i)];
    if (i % 2 == 0) {
      EXPECT_THAT(said, IsEmpty()) << i;
      EXPECT_EQ(passed[static_cast<std::size_t>(i)], 3) << i;
    } else {
      EXPECT_THAT(said, ElementsAre(HasSubstr("odd " + std::to_string(i)),
                                    HasSubstr("doesn't generate new fatal failures")))
          << i;
      EXPECT_EQ(passed[static_cast<std::size_t>(i)], 0) << i;
    }
  }
}

TEST_P(InterleavedTest, ExpectedFailureStaysInItsFiber) {
  const auto messages = interleave(4, [](int) {
    for (int round = 0; round < 3; ++round) {
      EXPECT_NONFATAL_FAILURE(
          {
            suspend();
            ADD_FAILURE() << "expected";
            suspend();
          },
          "expected");
    }
  });
  EXPECT_THAT(messages, testing::Each(IsEmpty()));
}

TEST(CheckReporterTest, RestoresThreadAfterSuspendedFiber) {
  const ThreadsOwn own;
  {
    auto left = std::make_unique<Checked>([] { ASSERT_NO_FATAL_FAILURE(suspend()); });
    left->resume();
    left.reset();
  }
  ADD_FAILURE() << "on the thread";
  // Not an assertion, because the test checks the destination of assertions.
  if (own.count() != 1) throw std::logic_error("the thread's reporter was lost");
}

}  // namespace
}  // namespace traffic::detail
