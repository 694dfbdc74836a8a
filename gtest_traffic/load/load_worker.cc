// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/load_worker.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/load/observer.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kDutyInterval = 10ms;
constexpr Duration kParkAfter = 1s;
constexpr Time kNever = Time::max() - 1h;  // small durations can be added to it

double thread_cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

LoadWorker::LoadWorker(const LoadPlan& plan, unsigned index, Time start, const LoadControl& control)
    : plan_(&plan),
      index_(index),
      start_(start),
      measure_from_(start + plan.warm_up),
      end_(start + plan.shape.duration()),
      control_(&control),
      course_(plan.shape),
      recorder_(plan.mix.names()),
      detail_(wanted_detail()),
      context_(reactor_, recorder_, RunContext::Use::kLoad),
      random_(mix_seed(plan.seed, 0x10ad + index)),
      next_duty_(start),
      next_report_(start + report_at_),
      stalls_(plan.shape.model() == LoadModel::kOpen ? Reactor::kFineTick : Reactor::kCoarseTick),
      iterations_(plan, index) {
  recorder_.measure_from(measure_from_);
  recorder_.measure_until(end_);
  context_.model = plan.shape.model();
  context_.set_target(plan.target);
  context_.client.connect_timeout = settings().connect_timeout;
  context_.client.read_timeout = settings().read_timeout;
  context_.client.rule = {.local_only = true, .allowed_hosts = settings().allow_targets};
  context_.retries = plan.retries;
  context_.think = plan.think;
  context_.mix = plan.mix.journeys();
  context_.jitter = Random(mix_seed(plan.seed, 0x7177 + index));
  if (plan.request_paced) context_.slots = this;
  if (plan.max_rate) context_.cap.emplace(per_second(plan.max_rate->per_second() / plan.workers));

  free_.resize(plan.mix.user_classes());
  surplus_.assign(plan.mix.user_classes(), Surplus(plan.keep_idle_users));
  active_of_.resize(plan.mix.user_classes());
  for (std::size_t kind = 0; kind < plan.mix.user_classes(); ++kind) {
    exactly_.push_back(plan.mix.exactly(kind, index, plan.workers));
  }
  waiting_arrivals_.resize(plan.mix.user_classes());
  if (context_.model == LoadModel::kOpen) {
    pacer_.emplace(plan.shape, plan.spacing, plan.seed, Pacer::Part{index, plan.workers});
    next_due_ = pacer_->next();
  }
}

void LoadWorker::run() {
  // Arrivals need a precision of half a millisecond. For a closed model, eight milliseconds are
  // enough.
  reactor_.keep_ticking(pacer_ ? Reactor::Precision::kFine : Reactor::Precision::kCoarse);
  reactor_.run([this](Time now) { on_turn(now); });
  cpu_seconds_ = thread_cpu_seconds();
  for (auto& user : users_) {
    if (!user->session.fiber().done()) park(std::move(user));
  }
  users_.clear();
  mailbox_.put(recorder_, started_in_all_, 0, detail_, stalls_);
}

void LoadWorker::on_turn(Time now) {
  stalls_.turn(now);
  if (control_->count() != obeyed_ && !arrivals_ended_) obey();
  if (!context_.out_of_data.empty() && !arrivals_ended_) end_arrivals();
  if (next_due_ && start_ + *next_due_ <= now) launch_due(now);
  if (now >= next_duty_) do_duties(now);
}

void LoadWorker::obey() {
  const std::vector<LoadChange> changes = control_->changes();
  for (; obeyed_ < changes.size(); ++obeyed_) {
    const LoadChange change = since(changes[obeyed_], start_ - control_->start());
    course_.change(change);
    if (pacer_) next_due_ = pacer_->change(change);
  }
  set_window();
}

// Times after a pause shift by its length, which may not be known yet.
void LoadWorker::set_window() {
  measure_from_ = at_run_time(plan_->warm_up);
  end_ = at_run_time(plan_->shape.duration());
  next_report_ = at_run_time(report_at_);
  recorder_.measure_from(measure_from_);
  recorder_.measure_until(end_);
}

Time LoadWorker::at_run_time(Duration run) const {
  const std::optional<Duration> wall = course_.wall_time(run);
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
  loop_lag_.record(lag, launched);  // the lag of the first arrival, which was the latest
}

void LoadWorker::count_arrival(Time due, Time now) {
  if (!measured(due)) return;
  ++offered_;
  if (now - due > kLate) ++late_;
}

void LoadWorker::arrive(const Arrival& arrival) {
  const std::size_t kind = kind_of(arrival.journey);
  VirtualUser* const user = free_[kind].empty() ? new_user(kind) : take_free(kind);
  if (user == nullptr) {
    waiting_arrivals_[kind].push_back(arrival);
    return;
  }
  user->arrival = arrival;
  user->has_arrival = true;
  reactor_.wake(user->session.fiber(), Wake::kReady);
}

void LoadWorker::arrive_request(Time due) {
  if (!waiting_users_.empty()) {
    VirtualUser& user = *waiting_users_.front();
    waiting_users_.pop_front();
    user.slot = due;
    reactor_.wake(user.session.fiber(), Wake::kReady);
    return;
  }
  const bool any_free =
      std::any_of(free_.begin(), free_.end(), [](const auto& list) { return !list.empty(); });
  if (any_free || active_ < user_cap()) {
    arrive({pick(random_), due, Clock::now()});
  } else {
    waiting_slots_.push_back(due);
  }
}

std::size_t LoadWorker::user_cap() const {
  return std::max<std::size_t>(1, plan_->user_cap / plan_->workers);
}

std::optional<std::size_t> LoadWorker::kind_waited_for() const {
  const auto some = std::find_if(waiting_arrivals_.begin(), waiting_arrivals_.end(),
                                 [](const auto& waiting) { return !waiting.empty(); });
  if (some == waiting_arrivals_.end()) return std::nullopt;
  return static_cast<std::size_t>(some - waiting_arrivals_.begin());
}

void LoadWorker::do_duties(Time now) {
  next_duty_ = now + kDutyInterval;
  if (!arrivals_ended_) {
    if (pacer_) {
      release_idle_users(now);
    } else {
      adjust_users(now);
    }
    if (paused_ > 0 && !course_.paused(now - start_)) let_go();
    if (now >= end_ || stop_level() >= 1 || told_to_end_.load(std::memory_order_relaxed) ||
        iterations_done()) {
      end_arrivals();
    }
  }
  if (now >= next_report_) {
    report_at_ += 1s;
    next_report_ = at_run_time(report_at_);
    mailbox_.put(recorder_, started_in_all_, active_, detail_, stalls_);
  }
  if (finished_ > 0) reap();
  if (arrivals_ended_) finish(now);
}

void LoadWorker::end_arrivals() {
  const Time now = Clock::now();
  give_up_at_ = now + plan_->grace;
  count_what_never_started(now);
  for (auto& list : free_) {
    for (VirtualUser* user : std::exchange(list, {}))
      reactor_.wake(user->session.fiber(), Wake::kReady);
  }
  for (const auto& user : users_) {
    if (user->resting) reactor_.wake(user->session.fiber(), Wake::kReady);
  }
  for (VirtualUser* user : std::exchange(waiting_users_, {})) {
    reactor_.wake(user->session.fiber(), Wake::kReady);
  }
}

void LoadWorker::count_what_never_started(Time now) {
  arrivals_ended_ = true;
  const bool early = now < end_;
  if (early) {
    end_ = now;
    recorder_.measure_until(end_);
  }
  // These arrivals were due within the run, but the loop was too late to launch them.
  while (pacer_ && next_due_ && start_ + *next_due_ < end_) {
    if (measured(start_ + *next_due_)) {
      ++offered_;
      ++late_;
    }
    next_due_ = pacer_->next();
  }
  next_due_.reset();
  std::uint64_t unserved = 0;
  for (auto& waiting : waiting_arrivals_) {
    for (const Arrival& arrival : waiting) unserved += measured(arrival.due) ? 1 : 0;
    waiting.clear();
  }
  for (const Time slot : waiting_slots_) unserved += measured(slot) ? 1 : 0;
  if (!early) dropped_ += iterations_.left();
  // After an interrupt, waiting arrivals do not count as failures of the target.
  if (early) {
    offered_ -= unserved;
  } else {
    dropped_ += unserved;
  }
  waiting_slots_.clear();
}

void LoadWorker::conclude(Time now) {
  if (!arrivals_ended_) count_what_never_started(now);
  for (const auto& user : users_) user->session.conclude();
  recorder_.interrupt_journeys();
  mailbox_.put(recorder_, started_in_all_, 0, detail_, stalls_);
}

void LoadWorker::finish(Time now) {
  if (active_ == 0) {
    reactor_.stop();
    return;
  }
  if (stop_level() >= 2) give_up_at_ = std::min(give_up_at_, now);
  if (now < give_up_at_) return;
  context_.stopping = true;
  for (const auto& user : users_) reactor_.wake(user->session.fiber(), Wake::kCancelled);
  if (now >= give_up_at_ + kParkAfter) reactor_.stop();
}

void LoadWorker::reap() {
  finished_ = 0;
  std::erase_if(users_, [](const auto& user) { return user->session.fiber().done(); });
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
  report.generator.peak_users += peak_users_;
  report.generator.refused_users += refused_users_;
  report.generator.late_arrivals += late_;
  report.generator.cap_wait.merge(context_.cap_wait);
  report.generator.connect_time.merge(context_.connect_time);
  report.generator.connections_opened += context_.connections_opened;
  report.generator.parked_users += parked_;
  if (!context_.out_of_data.empty()) {
    report.add_note(fmt::format("{}, so no journey started any more", context_.out_of_data));
  }
}

}  // namespace traffic::detail
