// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gtest_traffic/journey/parking.h"
#include "gtest_traffic/journey/session.h"

namespace traffic::detail {

// Runs one virtual user on a separate thread, so that the waiting thread notices when the user
// hangs and can continue without it. Belongs to the thread that constructed it.
class SoloUser : public std::enable_shared_from_this<SoloUser> {
 public:
  // `life` must own everything it refers to, because it may be abandoned with its thread.
  SoloUser(const Journey& journey, const BaseUrl& target, std::uint64_t seed,
           std::function<void(Session&)> life);

  RunContext& context() { return context_; }  // before `start`, or after the end

  void start();

  // Waits for the end of the user for at most `most`; returns whether the user has ended.
  bool wait(Duration most);

  // Asks the user to end: its calls into the library return at once, and a second later its fiber
  // is abandoned. Does not reach a user that loops or blocks in its own code.
  void stop();

  UserPosition position() const;
  const Progress& progress() const { return context_.progress; }

  // Returns the failures since the last call.
  std::vector<JourneyFailure> take_failures();

  // Call it only after the user has ended.
  bool had_stack() const { return had_stack_; }
  bool skipped() const { return skipped_; }
  const std::string& skip_message() const { return skip_message_; }
  std::uint64_t failures_untold() const { return failures_untold_; }

  // Abandons the user and its thread, which is parked if that is safe. Returns the backtrace of the
  // thread, see backtrace_of.
  std::string leave();

 private:
  void run();
  void hand_over();

  const Journey* journey_;
  std::uint64_t seed_;
  std::function<void(Session&)> life_;
  Reactor reactor_;
  Recorder recorder_;
  RunContext context_;
  std::unique_ptr<Session> session_;
  std::atomic<const PublishedPosition*> position_ = nullptr;
  std::atomic<bool> told_to_stop_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
  std::vector<JourneyFailure> failures_;

  bool had_stack_ = false;
  bool skipped_ = false;
  std::string skip_message_;
  std::uint64_t failures_untold_ = 0;
  std::thread thread_;
};

}  // namespace traffic::detail
