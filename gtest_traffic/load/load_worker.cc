// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/load_worker.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

#include "gtest_traffic/load/stop.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;

constexpr Duration kDutyInterval = 10ms;
constexpr Duration kLate = 100ms;  // an arrival launched later than this was not offered as planned
constexpr Duration kParkAfter = 1s;

// Users whose bodies never ended stay alive for good: their suspended stacks refer to them.
void park(std::unique_ptr<VirtualUser> user) {
  static std::mutex mutex;
  static auto* const parked = new std::vector<std::unique_ptr<VirtualUser>>;
  const std::lock_guard lock(mutex);
  parked->push_back(std::move(user));
}

double thread_cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

LoadWorker::LoadWorker(const LoadPlan& plan, unsigned index, Time start)
    : plan_(&plan),
      index_(index),
      start_(start),
      measure_from_(start + plan.warm_up),
      end_(start + plan.shape.duration()),
      recorder_(plan.mix.names()),
      context_(reactor_, recorder_, RunContext::Use::kLoad),
      random_(mix_seed(plan.seed, 0x10ad + index)),
      next_duty_(start),
      next_report_(start + 1s) {
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

  std::vector<std::string> classes;
  for (const Journey* journey : plan.mix.journeys()) {
    const auto known = std::find(classes.begin(), classes.end(), journey->user);
    kinds_.push_back(static_cast<std::size_t>(known - classes.begin()));
    if (known == classes.end()) classes.push_back(journey->user);
  }
  free_.resize(classes.size());
  waiting_arrivals_.resize(classes.size());
  if (context_.model == LoadModel::kOpen) {
    pacer_.emplace(plan.shape, plan.spacing, plan.seed, Pacer::Part{index, plan.workers});
    next_due_ = pacer_->next();
  }
}

void LoadWorker::run() {
  reactor_.keep_ticking(1);
  reactor_.run([this](Time now) { on_turn(now); });
  cpu_seconds_ = thread_cpu_seconds();
  for (auto& user : users_) {
    if (user->session.fiber().done()) continue;
    ++parked_;
    park(std::move(user));
  }
  users_.clear();
  mailbox_.put(recorder_, started_in_all_, 0);
}

void LoadWorker::on_turn(Time now) {
  if (next_due_ && start_ + *next_due_ <= now) launch_due(now);
  if (now >= next_duty_) do_duties(now);
}

void LoadWorker::launch_due(Time now) {
  if (arrivals_ended_) return;
  loop_lag_.record(now - (start_ + *next_due_));
  while (next_due_ && start_ + *next_due_ <= now) {
    const Time due = start_ + *next_due_;
    next_due_ = pacer_->next();
    count_arrival(due, now);
    if (plan_->request_paced) {
      arrive_request(due, now);
    } else {
      arrive({pick(random_), due}, now);
    }
  }
}

void LoadWorker::count_arrival(Time due, Time now) {
  if (!measured(due)) return;
  ++offered_;
  if (now - due > kLate) ++late_;
}

void LoadWorker::arrive(const Arrival& arrival, Time) {
  const std::size_t kind = kind_of(arrival.journey);
  VirtualUser* user = nullptr;
  if (!free_[kind].empty()) {
    user = free_[kind].back();
    free_[kind].pop_back();
  } else {
    user = new_user(kind);
  }
  if (user == nullptr) {
    waiting_arrivals_[kind].push_back(arrival);
    return;
  }
  user->arrival = arrival;
  user->has_arrival = true;
  reactor_.wake(user->session.fiber(), Wake::kReady);
}

void LoadWorker::arrive_request(Time due, Time now) {
  if (!waiting_users_.empty()) {
    VirtualUser& user = *waiting_users_.front();
    waiting_users_.pop_front();
    user.slot = due;
    reactor_.wake(user.session.fiber(), Wake::kReady);
    return;
  }
  const JourneyId journey = pick(random_);
  const std::size_t kind = kind_of(journey);
  const bool room = !free_[kind].empty() || active_ < plan_->user_cap;
  if (room) {
    arrive({journey, due}, now);
  } else {
    waiting_slots_.push_back(due);
  }
}

VirtualUser* LoadWorker::new_user(std::size_t kind) {
  const std::size_t cap = std::max<std::size_t>(1, plan_->user_cap / plan_->workers);
  if (pacer_ && active_ >= cap) {
    // A free user of another kind makes room.
    const auto other =
        std::find_if(free_.begin(), free_.end(), [](const auto& list) { return !list.empty(); });
    if (other == free_.end()) return nullptr;
    VirtualUser* const leaving = other->back();
    other->pop_back();
    leaving->retired = true;
    reactor_.wake(leaving->session.fiber(), Wake::kReady);
  }
  const std::uint64_t number = next_number_++ * plan_->workers + index_;
  auto life = [this](VirtualUser& user) {
    if (pacer_) {
      serve_arrivals(user);
    } else {
      loop(user);
    }
    --active_;
    ++finished_;
  };
  auto user =
      std::make_unique<VirtualUser>(context_, kind, number, mix_seed(plan_->seed, number), life);
  if (!user->session.fiber().has_stack()) return nullptr;
  ++active_;
  peak_users_ = std::max<std::uint64_t>(peak_users_, active_);
  reactor_.start(user->session.fiber());
  users_.push_back(std::move(user));
  return users_.back().get();
}

void LoadWorker::serve_arrivals(VirtualUser& user) {
  const auto first = std::find(kinds_.begin(), kinds_.end(), user.kind) - kinds_.begin();
  const bool ready = user.session.set_up(*context_.mix[static_cast<std::size_t>(first)]);
  auto& waiting = waiting_arrivals_[user.kind];
  while (!user.retired) {
    if (!user.has_arrival && !waiting.empty() && !arrivals_ended_) {
      user.arrival = waiting.front();
      waiting.pop_front();
      user.has_arrival = true;
    }
    if (!user.has_arrival && !waiting_slots_.empty() && !arrivals_ended_) {
      // A slot is for any journey; one of this user's class takes it.
      JourneyId journey = pick(user.random);
      while (kind_of(journey) != user.kind) journey = pick(user.random);
      user.arrival = {journey, waiting_slots_.front()};
      waiting_slots_.pop_front();
      user.has_arrival = true;
    }
    if (!user.has_arrival) {
      if (arrivals_ended_) break;
      free_[user.kind].push_back(&user);
      reactor_.suspend(Time::max(), Reactor::Precision::kCoarse);
      continue;
    }
    user.has_arrival = false;
    if (!ready) {
      if (measured(user.arrival.due)) ++dropped_;
      break;
    }
    const Time now = Clock::now();
    ++started_in_all_;
    if (measured(user.arrival.due) && now < end_) ++started_;
    user.session.walk(user.arrival.journey, user.arrival.due, now);
  }
  user.session.tear_down();
}

void LoadWorker::loop(VirtualUser& user) {
  const auto first = std::find(kinds_.begin(), kinds_.end(), user.kind) - kinds_.begin();
  const bool ready = user.session.set_up(*context_.mix[static_cast<std::size_t>(first)]);
  if (!ready) ++dropped_;
  while (ready && !user.retired && !arrivals_ended_) {
    JourneyId journey = pick(user.random);
    while (kind_of(journey) != user.kind) journey = pick(user.random);
    const Time begin = Clock::now();
    ++started_in_all_;
    if (measured(begin)) {
      ++started_;
      ++offered_;
    }
    const std::uint64_t before = user.session.requests_made();
    user.session.walk(journey, begin, begin);
    if (arrivals_ended_ || user.retired) break;
    if (plan_->pacing > Duration(0)) {
      reactor_.sleep_until(begin + plan_->pacing);
    } else if (user.session.requests_made() == before) {
      // A journey that never waits must not keep the thread to itself.
      reactor_.sleep_until(Clock::now() + 1ms);
    }
  }
  user.session.tear_down();
}

Time LoadWorker::take(Session& session) {
  auto& user = *static_cast<VirtualUser*>(session.owner());
  if (!waiting_slots_.empty()) {
    const Time slot = waiting_slots_.front();
    waiting_slots_.pop_front();
    ++started_in_all_;
    if (measured(slot) && Clock::now() < end_) ++started_;
    return slot;
  }
  if (arrivals_ended_) return Time::max();
  user.slot = Time::max();
  waiting_users_.push_back(&user);
  reactor_.suspend(Time::max(), Reactor::Precision::kCoarse);
  if (user.slot != Time::max()) {
    ++started_in_all_;
    if (measured(user.slot) && Clock::now() < end_) ++started_;
  }
  return user.slot;
}

void LoadWorker::do_duties(Time now) {
  next_duty_ = now + kDutyInterval;
  if (!arrivals_ended_) {
    if (!pacer_) adjust_users(now);
    if (now >= end_ || stop_level() >= 1) end_arrivals();
  }
  if (now >= next_report_) {
    next_report_ += 1s;
    mailbox_.put(recorder_, started_in_all_, active_);
  }
  if (finished_ > 0) reap();
  if (arrivals_ended_) finish(now);
}

void LoadWorker::adjust_users(Time now) {
  const double level = plan_->shape.level(now - start_);
  const auto total = static_cast<std::size_t>(std::lround(level));
  const std::size_t wanted = (total + plan_->workers - 1 - index_) / plan_->workers;
  while (active_ < wanted) {
    if (new_user(kind_of(pick(random_))) == nullptr) return;
  }
  std::size_t surplus = active_ - wanted;
  for (const auto& user : users_) {
    if (surplus == 0) break;
    if (user->session.fiber().done()) continue;
    user->retired = true;  // leaves at the end of its iteration
    --surplus;
  }
}

void LoadWorker::end_arrivals() {
  arrivals_ended_ = true;
  ended_at_ = Clock::now();
  if (ended_at_ < end_) end_ = ended_at_;
  give_up_at_ = ended_at_ + plan_->grace;
  // Due within the run but not launched: the loop came too late for them.
  while (pacer_ && next_due_ && start_ + *next_due_ < end_) {
    if (measured(start_ + *next_due_)) {
      ++offered_;
      ++late_;
    }
    next_due_ = pacer_->next();
  }
  next_due_.reset();
  for (auto& waiting : waiting_arrivals_) {
    for (const Arrival& arrival : waiting) dropped_ += measured(arrival.due) ? 1 : 0;
    waiting.clear();
  }
  for (const Time slot : waiting_slots_) dropped_ += measured(slot) ? 1 : 0;
  waiting_slots_.clear();
  for (auto& list : free_) {
    for (VirtualUser* user : std::exchange(list, {}))
      reactor_.wake(user->session.fiber(), Wake::kReady);
  }
  for (VirtualUser* user : std::exchange(waiting_users_, {})) {
    reactor_.wake(user->session.fiber(), Wake::kReady);
  }
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
  // A body that still does not end is left where it is: unwinding it by force is not safe.
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
  report.generator.cpu_seconds += cpu_seconds_;
  report.generator.peak_users += peak_users_;
  report.generator.late_arrivals += late_;
  report.generator.connections_opened += context_.connections_opened;
  report.generator.parked_users += parked_;
}

}  // namespace traffic
