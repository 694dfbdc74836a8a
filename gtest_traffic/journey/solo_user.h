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

namespace traffic {

// Runs one virtual user on a thread of its own, so that the thread that waits for it can tell when
// it hangs, and can go on without it. Belongs to the thread that made it.
class SoloUser : public std::enable_shared_from_this<SoloUser> {
 public:
  // `life` must own all that it refers to, as it may be left behind with its thread.
  SoloUser(const Journey& journey, const BaseUrl& target, std::uint64_t seed,
           std::function<void(Session&)> life);

  RunContext& context() { return context_; }  // until `start`

  void start();

  // Waits for its end, but at most so long; returns whether it has ended.
  bool wait(Duration most);

  // Asks it to end: calls into the library return at once, and a second later it is left where it
  // waits. What loops or blocks in its own code does not hear of it.
  void stop();

  Sight sight() const;
  const Progress& progress() const { return context_.progress; }

  // Returns the failures that it has told since the last call.
  std::vector<JourneyFailure> take_failures();

  // Only after its end:
  bool had_stack() const { return had_stack_; }
  bool skipped() const { return skipped_; }
  const std::string& skip_message() const { return skip_message_; }
  std::uint64_t failures_untold() const { return failures_untold_; }

  // Leaves it behind with its thread, which is parked where that is safe; returns what the thread
  // was doing, see backtrace_of.
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
  std::atomic<const Whereabouts*> whereabouts_ = nullptr;
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

}  // namespace traffic
