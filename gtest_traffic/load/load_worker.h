// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "gtest_traffic/histogram.h"
#include "gtest_traffic/journey/run_context.h"
#include "gtest_traffic/load/arrival_alarm.h"
#include "gtest_traffic/load/arrival_queue.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/load_clock.h"
#include "gtest_traffic/load/loop_stalls.h"
#include "gtest_traffic/load/mailbox.h"
#include "gtest_traffic/load/shared_timeline.h"
#include "gtest_traffic/load/user_pool.h"
#include "gtest_traffic/load/virtual_user.h"
#include "gtest_traffic/plan/iterations.h"
#include "gtest_traffic/plan/pacer.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {

// The objects of a run that its workers read.
struct WorkerLinks {
  const LoadControl& control;
  const SharedTimeline& timeline;  // of the load
  Detail detail;                   // what the mailbox receives
};

// Runs the share of a load for one thread. Launches arrivals when they are due (open model), or
// keeps the planned number of users looping (closed model). The coordinator creates and reads it;
// `run` belongs to the thread of the worker.
class LoadWorker final : private RequestSlots {
 public:
  LoadWorker(const LoadPlan& plan, unsigned index, Time start, const WorkerLinks& links);

  void run();  // returns when the load has ended and its users have left

  Mailbox& mailbox() { return mailbox_; }
  void fold_into(Report& report) const;  // call it after run

  // Completes the figures of a worker whose thread has stopped for good.
  void conclude(Time now);

  const Progress& progress() const { return context_.progress; }

  // Returns the end of the measured window, which is earlier than planned after an interrupt.
  Time end() const { return end_; }

 private:
  // An arrival that starts more than this after its due time counts as late. An arrival that starts
  // at most this long after the end of the run still counts as delivered.
  static constexpr Duration kLate = std::chrono::milliseconds(100);

  void on_turn(Time now);
  void apply_changes();
  void set_window();
  Time at_run_time(Duration run) const;
  void launch_due(Time now);
  void set_alarm(Time now);
  void do_periodic_work(Time now);
  void adjust_users(Time now);
  void report_counts(std::uint64_t complete);
  bool must_end(Time now) const;
  void end_arrivals();
  void count_unstarted(Time now);
  std::uint64_t count_unlaunched();
  void finish(Time now);

  void count_arrival(Time due, Time now);
  void arrive(const Arrival& arrival);
  void arrive_request(Time due);
  VirtualUser* user_for(std::size_t user_class);

  // Functions that run on the fibers of users.
  void run_user(VirtualUser& user);
  void serve_arrivals(VirtualUser& user);
  bool take_arrival(VirtualUser& user);
  void repeat_iterations(VirtualUser& user);
  void rest_until(VirtualUser& user, Time time);
  Time wait_while_paused(VirtualUser& user);
  Time wait_for_slot(Session& session) override;

  void park(std::unique_ptr<VirtualUser> user);
  bool paused(Time now) const { return timeline_->paused(now - start_); }
  bool iterations_done() const { return iterations_.all_taken() && pool_.active() == 0; }
  bool measured(Time due) const { return due >= measure_from_ && due < end_; }
  void count_start(Time due, Time now) {
    recorder_.arrival_started(now);
    if (measured(due) && now < end_ + kLate) ++started_;
  }
  JourneyId pick(Random& random) const { return static_cast<JourneyId>(plan_->mix.pick(random)); }
  JourneyId pick(std::size_t user_class, Random& random) const {
    return static_cast<JourneyId>(plan_->mix.pick(user_class, random));
  }
  std::size_t user_cap() const;  // the share of this worker

  const LoadPlan* plan_;
  unsigned index_;
  WorkerLinks links_;
  Time start_, measure_from_, end_;
  const LoadTimeline* timeline_;  // the version that this worker follows
  Reactor reactor_;
  Recorder recorder_;
  RunContext context_;
  Random random_;
  std::optional<Pacer> pacer_;
  std::optional<Duration> next_due_;
  ArrivalAlarm alarm_;
  UserPool pool_;
  ArrivalQueue queue_;
  Iterations iterations_;

  Time next_work_;          // of do_periodic_work
  LoadClock clock_;         // of the whole run
  std::uint64_t reported_;  // the seconds of the run before this one are reported
  Time next_report_;
  std::size_t paused_ = 0;  // users that wait until a pause ends
  bool arrivals_ended_ = false;
  Time give_up_at_;

  std::uint64_t offered_ = 0, started_ = 0, dropped_ = 0, late_ = 0;
  std::uint64_t parked_ = 0;
  Histogram loop_lag_;
  LoopStalls stalls_;
  Histogram user_wait_;
  double cpu_seconds_ = 0;
  Mailbox mailbox_;
};

}  // namespace traffic::detail
