// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest-spi.h>

#include <cstdint>
#include <optional>

#include "gtest_traffic/fiber/fiber.h"

namespace traffic::detail {

// Receives the failed assertions of one fiber. GoogleTest calls it while it holds its own mutex. An
// implementation may count and copy; it must not assert, trace or suspend.
class CheckSink {
 public:
  virtual void check_failed(const testing::TestPartResult& result) = 0;

 protected:
  ~CheckSink() = default;
};

// Routes the assertions of a fiber to its sink. GoogleTest keeps one reporter per thread, and some
// of its macros (ASSERT_NO_FATAL_FAILURE) temporarily install their own. On a switch out,
// a second reporter is installed on top and makes the first inactive. On a switch in, the second is
// removed.
class CheckReporter final : public SwitchObserver {
 public:
  // States whether code outside of fibers asserts on the thread. `kIsSilent`: only fibers assert on
  // this thread (load workers). The inactive reporter then stays installed, which halves the cost
  // of a switch.
  enum class Thread : std::uint8_t { kAsserts, kIsSilent };

  CheckReporter(CheckSink& sink, Thread thread) : sink_(&sink), thread_(thread) {}

  // Leaves the reporter of the thread unchanged, even if the fiber remains suspended forever.
  ~CheckReporter();
  CheckReporter(const CheckReporter&) = delete;
  CheckReporter& operator=(const CheckReporter&) = delete;

  // Call it at the end of the fiber's body. Removes the reporter that the first switch into the
  // fiber installed.
  void finish();

 private:
  void switched_in() override;
  void switched_out() override;

  class Reporter final : public testing::ScopedFakeTestPartResultReporter {
   public:
    explicit Reporter(CheckSink* sink)
        : ScopedFakeTestPartResultReporter(INTERCEPT_ONLY_CURRENT_THREAD, nullptr), sink_(sink) {}
    void ReportTestPartResult(const testing::TestPartResult& result) override {
      if (sink_ != nullptr && !result.passed()) sink_->check_failed(result);
    }

   private:
    CheckSink* sink_;
  };

  CheckSink* sink_;
  Thread thread_;
  std::optional<Reporter>
      thread_guard_;  // remembers the thread's own reporter while the fiber runs
  std::optional<Reporter> base_;
  std::optional<Reporter> parked_;
  bool finished_ = false;
};

}  // namespace traffic::detail
