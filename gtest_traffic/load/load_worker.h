// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/histogram.h"
#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/course.h"
#include "gtest_traffic/load/iterations.h"
#include "gtest_traffic/load/loop_stalls.h"
#include "gtest_traffic/load/mailbox.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/load/surplus.h"
#include "gtest_traffic/load/virtual_user.h"

namespace traffic::detail {

// Runs the share of a load for one thread. Launches arrivals when they are due (open model), or
// keeps the planned number of users looping (closed model). The coordinator creates and reads it;
// `run` belongs to the thread of the worker.
class LoadWorker final : private RequestSlots {
 public:
  LoadWorker(const LoadPlan& plan, unsigned index, Time start, const LoadControl& control);

  void run();  // returns when the load has ended and its users have left

  // Ends arrivals early, for example after an interrupt. Callable from any thread.
  void end_early() { told_to_end_.store(true, std::memory_order_relaxed); }

  Mailbox& mailbox() { return mailbox_; }
  void fold_into(Report& report) const;  // call it after run

  // Completes the figures of a worker whose thread has stopped for good.
  void conclude(Time now);

  const Progress& progress() const { return context_.progress; }
  Time end() const {
    return end_;
  }  // end of the measured window; earlier than planned after an interrupt

 private:
  // Later launches count as late. An arrival that starts at most this long after the end of the run
  // still counts as delivered.
  static constexpr Duration kLate = std::chrono::milliseconds(100);

  void on_turn(Time now);
  void obey();
  void set_window();
  Time at_run_time(Duration run) const;
  void launch_due(Time now);
  void do_duties(Time now);
  void arrive(const Arrival& arrival);
  void arrive_request(Time due);
  void count_arrival(Time due, Time now);
  void adjust_users(Time now);
  void end_arrivals();
  void count_what_never_started(Time now);
  void finish(Time now);
  VirtualUser* new_user(std::size_t kind);
  std::size_t kind_to_add();
  void retire(std::size_t surplus);
  void release_idle_users(Time now);
  VirtualUser* take_free(std::size_t kind);
  void replace_leaver();
  void reap();

  // Functions that run on the fibers of users.
  void serve_arrivals(VirtualUser& user);
  void loop(VirtualUser& user);
  void rest(VirtualUser& user, Time until);
  Time sit_out_pause(VirtualUser& user);
  void let_go();
  Time take(Session& session) override;

  void park(std::unique_ptr<VirtualUser> user);
  bool iterations_done() const { return iterations_.all_taken() && active_ == 0; }
  bool measured(Time due) const { return due >= measure_from_ && due < end_; }
  void count_start(Time due, Time now) {
    ++started_in_all_;
    if (measured(due) && now < end_ + kLate) ++started_;
  }
  JourneyId pick(Random& random) const { return static_cast<JourneyId>(plan_->mix.pick(random)); }
  JourneyId pick(std::size_t kind, Random& random) const {
    return static_cast<JourneyId>(plan_->mix.pick(kind, random));
  }
  std::size_t kind_of(JourneyId journey) const { return plan_->mix.user_class(journey); }
  std::size_t user_cap() const;  // the share of this worker
  std::optional<std::size_t> kind_waited_for() const;

  const LoadPlan* plan_;
  unsigned index_;
  Time start_, measure_from_, end_;
  const LoadControl* control_;
  std::size_t obeyed_ = 0;  // number of changes applied
  Course course_;
  Reactor reactor_;
  Recorder recorder_;
  Recorder::Detail detail_;  // what the mailbox receives
  RunContext context_;
  Random random_;
  std::optional<Pacer> pacer_;
  std::optional<Duration> next_due_;

  std::vector<std::unique_ptr<VirtualUser>> users_;
  std::vector<std::vector<VirtualUser*>> free_;        // by class; the last one serves next
  std::vector<Surplus> surplus_;                       // free users, by class
  std::vector<std::deque<Arrival>> waiting_arrivals_;  // by class: no user was free
  std::deque<Time> waiting_slots_;                     // request-paced
  std::deque<VirtualUser*> waiting_users_;             // request-paced: ready to send
  std::uint64_t next_number_ = 0;
  std::size_t active_ = 0;
  std::vector<std::size_t> active_of_;               // by class
  std::vector<std::optional<std::size_t>> exactly_;  // by class: the exact number of users
  std::size_t finished_ = 0;

  Time next_duty_;
  Duration report_at_{std::chrono::seconds(1)};  // the next report, in the time of the run
  Time next_report_;                             // in wall time
  std::size_t paused_ = 0;                       // users that wait until a pause ends
  bool arrivals_ended_ = false;
  std::atomic<bool> told_to_end_ = false;
  Time give_up_at_;

  std::uint64_t offered_ = 0, started_ = 0, dropped_ = 0, started_in_all_ = 0, late_ = 0,
                refused_users_ = 0;
  std::uint64_t peak_users_ = 0, parked_ = 0;
  Histogram loop_lag_;
  LoopStalls stalls_;
  Histogram user_wait_;
  double cpu_seconds_ = 0;
  Mailbox mailbox_;
  Iterations iterations_;
  std::size_t done_users_ = 0;  // completed all of their iterations
};

}  // namespace traffic::detail
