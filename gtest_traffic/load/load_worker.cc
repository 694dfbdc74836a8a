// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/load_worker.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kWorkInterval = 10ms;
constexpr Duration kParkAfter = 1s;
constexpr Time kNever = Time::max() - 1h;  // small durations can be added to it

double thread_cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

LoadWorker::LoadWorker(const LoadPlan& plan, unsigned index, Time start, const WorkerLinks& links)
    : plan_(&plan),
      index_(index),
      links_(links),
      start_(start),
      measure_from_(start + plan.warm_up),
      end_(start + plan.shape.duration()),
      timeline_(&links.timeline.latest()),
      recorder_(plan.mix.names()),
      context_(reactor_, recorder_, RunContext::Use::kLoad, plan.client),
      random_(mix_seed(plan.seed, 0x10ad + index)),
      pool_(context_, plan, index, [this](VirtualUser& user) { run_user(user); }),
      queue_(plan.mix.user_classes()),
      iterations_(plan, index),
      next_work_(start),
      clock_(links.control),
      reported_(clock_.second_at(start).index),
      stalls_(Reactor::kCoarseTick),
      mailbox_(reported_) {
  context_.model = plan.shape.model();
  context_.client.set_target(plan.target);
  context_.client.retries = plan.retries;
  context_.think = plan.think;
  context_.mix = plan.mix.journeys();
  context_.client.jitter = Random(mix_seed(plan.seed, 0x7177 + index));
  if (plan.request_paced) context_.slots = this;
  if (plan.max_rate) {
    context_.client.rate_cap.emplace(per_second(plan.max_rate->per_second() / plan.workers));
  }
  if (context_.model == LoadModel::kOpen) {
    pacer_.emplace(plan.shape, plan.spacing, plan.seed, Pacer::Part{index, plan.workers});
    next_due_ = pacer_->next();
    next_due_ = pacer_->follow(*timeline_);
  }
  recorder_.follow_steps(plan.steps_over_time);
  set_window();
}

void LoadWorker::run() {
  reactor_.keep_ticking(Reactor::Precision::kCoarse);  // for the periodic work
  reactor_.run([this](Time now) { on_turn(now); });
  cpu_seconds_ = thread_cpu_seconds();
  for (auto& user : pool_.take_unfinished()) park(std::move(user));
  report_counts(Mailbox::kEnded);
}

void LoadWorker::report_counts(std::uint64_t complete) {
  const bool ended = complete == Mailbox::kEnded;
  mailbox_.put(recorder_, {complete, ended ? 0 : pool_.active(), dropped_, stalls_}, links_.detail);
}

void LoadWorker::on_turn(Time now) {
  stalls_.turn(now);
  if (&links_.timeline.latest() != timeline_ && !arrivals_ended_) apply_changes();
  if (!context_.out_of_data.empty() && !arrivals_ended_) end_arrivals();
  if (next_due_ && start_ + *next_due_ <= now) launch_due(now);
  if (now >= next_work_) do_periodic_work(now);
  if (pacer_) set_alarm(now);
}

void LoadWorker::set_alarm(Time now) {
  const Time due = next_due_ ? start_ + *next_due_ : Time::max();
  if (const auto time = alarm_.set(now, due)) reactor_.set_alarm(*time, plan_->spin);
  stalls_.expect(alarm_.time());
}

void LoadWorker::apply_changes() {
  timeline_ = &links_.timeline.latest();
  if (pacer_) next_due_ = pacer_->follow(*timeline_);
  set_window();
}

// Times after a pause shift by its length, which may not be known yet.
void LoadWorker::set_window() {
  measure_from_ = at_run_time(plan_->warm_up);
  end_ = at_run_time(plan_->shape.duration());
  next_report_ = clock_.begin_of(reported_ + 1);
  recorder_.follow(clock_, std::max(start_, Clock::now()));
  recorder_.measure_from(measure_from_);
  recorder_.measure_until(end_);
}

Time LoadWorker::at_run_time(Duration run) const {
  const std::optional<Duration> wall = timeline_->wall_time(run);
  return wall ? start_ + *wall : kNever;
}

void LoadWorker::launch_due(Time now) {
  if (arrivals_ended_) return;
  const Duration lag = now - (start_ + *next_due_);
  std::uint64_t launched = 0;
  while (next_due_ && start_ + *next_due_ <= now) {
    const Time due = start_ + *next_due_;
    next_due_ = pacer_->next();
    ++launched;
    count_arrival(due, now);
    if (plan_->request_paced) {
      arrive_request(due);
    } else {
      arrive({pick(random_), due, now});
    }
  }
  loop_lag_.record(lag, launched);  // the lag of the first arrival, which is the largest
}

void LoadWorker::count_arrival(Time due, Time now) {
  if (!measured(due)) return;
  ++offered_;
  if (now - due > kLate) ++late_;
}

void LoadWorker::arrive(const Arrival& arrival) {
  const std::size_t user_class = plan_->mix.user_class(arrival.journey);
  VirtualUser* const user = user_for(user_class);
  if (user == nullptr) {
    queue_.add(user_class, arrival);
    return;
  }
  user->arrival = arrival;
  user->has_arrival = true;
  pool_.wake(*user);
}

// Returns a free or a new user. A free user of another class leaves to make room for a new one.
VirtualUser* LoadWorker::user_for(std::size_t user_class) {
  if (VirtualUser* const user = pool_.take_free(user_class)) return user;
  if (pool_.active() >= user_cap() && !pool_.release_one()) return nullptr;
  return pool_.add(user_class);
}

void LoadWorker::arrive_request(Time due) {
  if (VirtualUser* const user = pool_.take_ready()) {
    user->slot = due;
    pool_.wake(*user);
  } else if (pool_.any_free() || pool_.active() < user_cap()) {
    arrive({pick(random_), due, Clock::now()});
  } else {
    queue_.add_slot(due);
  }
}

std::size_t LoadWorker::user_cap() const {
  return std::max<std::size_t>(1, plan_->user_cap / plan_->workers);
}

void LoadWorker::do_periodic_work(Time now) {
  next_work_ = now + kWorkInterval;
  if (!arrivals_ended_) {
    if (pacer_) {
      alarm_.follow(timeline_->level(now - start_) / plan_->workers);
      pool_.release_idle(now, paused(now));
    } else {
      adjust_users(now);
    }
    if (paused_ > 0 && !paused(now)) pool_.wake_paused();
    if (must_end(now)) end_arrivals();
  }
  if (now >= next_report_) {
    reported_ = clock_.second_at(now).index;
    next_report_ = clock_.begin_of(reported_ + 1);
    report_counts(reported_);
  }
  pool_.remove_finished();
  if (arrivals_ended_) finish(now);
}

void LoadWorker::adjust_users(Time now) {
  if (iterations_.all_taken()) return;
  const Duration wall = now - start_;
  const std::vector<std::size_t> by_class = timeline_->users(wall);
  if (!by_class.empty() && timeline_->level(wall) > 0) {
    pool_.adjust(shares_of(by_class, index_, plan_->workers));
    return;
  }
  const auto total = static_cast<std::size_t>(std::lround(timeline_->level(wall)));
  pool_.adjust(share_of(total, index_, plan_->workers), random_);
}

bool LoadWorker::must_end(Time now) const {
  return now >= end_ || links_.control.stop_requested() || iterations_done();
}

void LoadWorker::end_arrivals() {
  const Time now = Clock::now();
  give_up_at_ = now + plan_->grace;
  count_unstarted(now);
  pool_.wake_idle();
}

void LoadWorker::count_unstarted(Time now) {
  arrivals_ended_ = true;
  const bool early = now < end_;
  if (early) {
    end_ = now;
    recorder_.measure_until(end_);
  }
  const std::uint64_t unlaunched = count_unlaunched();
  offered_ += unlaunched;
  late_ += unlaunched;
  const std::uint64_t unserved = queue_.clear_and_count(measure_from_, end_);
  // After an interrupt, waiting arrivals do not count as failures of the target.
  if (early) {
    offered_ -= unserved;
  } else {
    dropped_ += unserved + iterations_.left();
  }
}

// Counts the arrivals that were due within the run, although the loop was too late to launch them.
std::uint64_t LoadWorker::count_unlaunched() {
  std::uint64_t count = 0;
  while (pacer_ && next_due_ && start_ + *next_due_ < end_) {
    count += measured(start_ + *next_due_) ? 1 : 0;
    next_due_ = pacer_->next();
  }
  next_due_.reset();
  return count;
}

void LoadWorker::conclude(Time now) {
  if (!arrivals_ended_) count_unstarted(now);
  pool_.conclude();
  recorder_.interrupt_journeys();
  report_counts(Mailbox::kEnded);
}

void LoadWorker::finish(Time now) {
  if (pool_.active() == 0) {
    reactor_.stop();
    return;
  }
  if (links_.control.stop_level() >= 2) give_up_at_ = std::min(give_up_at_, now);
  if (now < give_up_at_) return;
  context_.client.stopping = true;
  pool_.cancel_all();
  if (now >= give_up_at_ + kParkAfter) reactor_.stop();
}

void LoadWorker::fold_into(Report& report) const {
  recorder_.fold_into(report);
  report.offered += static_cast<double>(offered_);
  report.started += started_;
  report.dropped += dropped_;
  report.generator.loop_lag.merge(loop_lag_);
  report.generator.user_wait.merge(user_wait_);
  report.generator.loop_stalls += stalls_.count();
  report.generator.longest_stall = std::max(report.generator.longest_stall, stalls_.longest());
  report.generator.cpu_seconds += cpu_seconds_;
  report.generator.peak_users += pool_.peak();
  report.generator.refused_users += pool_.refused();
  report.generator.late_arrivals += late_;
  report.generator.cap_wait.merge(context_.cap_wait);
  report.generator.connect_time.merge(context_.connect_time);
  report.generator.connections_opened += context_.connections_opened;
  for (const auto& [address, count] : context_.client.connections) {
    report.generator.addresses[address.text()] += count;
  }
  report.generator.parked_users += parked_;
  if (!context_.out_of_data.empty()) {
    report.add_note(fmt::format("{}, so no further journey started", context_.out_of_data));
  }
}

}  // namespace traffic::detail
