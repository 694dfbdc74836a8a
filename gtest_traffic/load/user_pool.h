// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/load/surplus.h"
#include "gtest_traffic/load/virtual_user.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/random.h"

namespace traffic::detail {

// The virtual users of one worker. Creates them, keeps those that are free, and removes those that
// have left. Belongs to the thread of the worker.
class UserPool {
 public:
  // `life` runs on the fiber of each user. It calls `leave` at its end.
  using Life = std::function<void(VirtualUser&)>;
  UserPool(RunContext& context, const LoadPlan& plan, unsigned worker, Life life);

  // Creates and starts a user. Returns null if there is no memory for its stack.
  VirtualUser* add(std::size_t user_class);

  // Removes a user whose life ends from the counts.
  void leave(const VirtualUser& user);

  // Open model: the free users of each class. The user that became free last serves first, so users
  // at the front have been idle the longest.
  void add_free(VirtualUser& user) { free_[user.user_class].push_back(&user); }
  VirtualUser* take_free(std::size_t user_class);  // null: none is free
  bool any_free() const;

  // Retires a free user of any class, to make room for another class. Returns false if none is
  // free.
  bool release_one();

  // Retires users that were idle for a whole window: those created during a stall of the target.
  // The windows do not include pauses.
  void release_idle(Time now, bool paused);

  // Request-paced: the users that are ready to send a request, in their order.
  void add_ready(VirtualUser& user) { ready_.push_back(&user); }
  VirtualUser* take_ready();  // null: none is ready

  // Closed model: creates or retires users until there are `total`, with exact numbers first and
  // the weights of the mix after that. A retired user leaves at the end of its iteration.
  void adjust(std::size_t total, Random& random);

  // The same with a number for each user class.
  void adjust(const std::vector<std::size_t>& by_class);

  // Closed model: a user that has completed its iterations is not replaced.
  void complete_iterations(const VirtualUser& user) { ++done_of_[user.user_class]; }

  void wake(VirtualUser& user) {
    context_->client.reactor.wake(user.session.fiber(), Wake::kReady);
  }
  void wake_paused();
  void wake_idle();   // free, ready and resting users, at the end of the arrivals
  void cancel_all();  // pending calls return an error
  void remove_finished();

  // Removes all users. Returns those that have not finished.
  std::vector<std::unique_ptr<VirtualUser>> take_unfinished();

  // Completes the figures of the users, whose thread has stopped for good.
  void conclude();

  std::size_t active() const { return active_; }
  std::uint64_t peak() const { return peak_; }
  std::uint64_t refused() const { return refused_; }  // most users without memory at one time

 private:
  std::size_t class_to_add(Random& random);
  bool fill(std::size_t user_class, std::size_t missing);
  void retire(VirtualUser& user);
  void retire_surplus(std::size_t surplus);
  std::size_t done_users() const;

  RunContext* context_;
  const LoadPlan* plan_;
  unsigned worker_;
  Life life_;
  std::vector<std::unique_ptr<VirtualUser>> users_;
  std::vector<std::vector<VirtualUser*>> free_;  // by class; the last one serves next
  std::vector<Surplus> surplus_;                 // of free users, by class
  std::deque<VirtualUser*> ready_;
  std::vector<std::size_t> active_of_;               // by class
  std::vector<std::size_t> done_of_;                 // completed their iterations, by class
  std::vector<std::optional<std::size_t>> exactly_;  // by class: the exact number of users
  std::uint64_t next_number_ = 0;
  std::size_t active_ = 0;
  std::size_t finished_ = 0;  // left, but not removed
  std::uint64_t peak_ = 0, refused_ = 0;
};

}  // namespace traffic::detail
