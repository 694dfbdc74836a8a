// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest-spi.h>

#include <cstdint>
#include <optional>

#include "gtest_traffic/net/fiber.h"

namespace traffic {

// Takes the assertions of one fiber that do not pass. Called under GoogleTest's own mutex: may
// count and copy, and must not assert, trace or suspend.
class CheckSink {
 public:
  virtual void check_failed(const testing::TestPartResult& result) = 0;

 protected:
  ~CheckSink() = default;
};

// Leads a fiber's assertions to its sink. GoogleTest keeps one reporter per thread, and some of its
// macros (ASSERT_NO_FATAL_FAILURE) install their own for a while, so at each switch out of the
// fiber the current one is parked by putting another above it, and at each switch in that one is
// taken away again.
class CheckReporter final : public SwitchObserver {
 public:
  // Tells whether anyone asserts on the thread outside of fibers. A worker of a load has nobody,
  // and saves half of what a switch costs by leaving a parked reporter current.
  enum class Thread : std::uint8_t { kAsserts, kIsSilent };

  CheckReporter(CheckSink& sink, Thread thread) : sink_(&sink), thread_(thread) {}

  // Leaves the thread's reporter as it is, even when the fiber was left suspended for good.
  ~CheckReporter();
  CheckReporter(const CheckReporter&) = delete;
  CheckReporter& operator=(const CheckReporter&) = delete;

  // Belongs at the end of the fiber's body: gives back what the first switch in had installed.
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

}  // namespace traffic
