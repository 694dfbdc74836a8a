// SPDX-License-Identifier: Apache-2.0
// The users of a worker: their creation, their work and their end.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

#include "gtest_traffic/load/load_worker.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Delay after a failed SetUp, before another user replaces this one.
constexpr Duration kAfterFailedSetUp = 1s;

// Keeps a user until the process ends, because suspended stacks refer to it.
void keep_for_good(std::unique_ptr<VirtualUser> user) {
  static std::mutex mutex;
  static auto* const parked = new std::vector<std::unique_ptr<VirtualUser>>;
  const std::lock_guard lock(mutex);
  parked->push_back(std::move(user));
}

}  // namespace

VirtualUser* LoadWorker::new_user(std::size_t kind) {
  if (pacer_ && active_ >= user_cap()) {
    // A free user of another class leaves to make room.
    const auto other =
        std::find_if(free_.begin(), free_.end(), [](const auto& list) { return !list.empty(); });
    if (other == free_.end()) return nullptr;
    VirtualUser* const leaving = take_free(static_cast<std::size_t>(other - free_.begin()));
    leaving->retired = true;
    reactor_.wake(leaving->session.fiber(), Wake::kReady);
  }
  const std::uint64_t number =
      next_number_++ * plan_->numbers_apart() + plan_->first_number + index_;
  auto life = [this](VirtualUser& user) {
    if (pacer_) {
      serve_arrivals(user);
    } else {
      loop(user);
    }
    --active_;
    --active_of_[user.kind];
    ++finished_;
    if (arrivals_ended_) return;
    if (iterations_done()) {
      end_arrivals();
    } else {
      replace_leaver();
    }
  };
  auto user =
      std::make_unique<VirtualUser>(context_, kind, number, mix_seed(plan_->seed, number), life);
  if (!user->session.fiber().has_stack()) return nullptr;
  ++active_;
  ++active_of_[kind];
  peak_users_ = std::max<std::uint64_t>(peak_users_, active_);
  reactor_.start(user->session.fiber());
  users_.push_back(std::move(user));
  return users_.back().get();
}

// The user that became free last serves first, so users at the front have been idle the longest.
VirtualUser* LoadWorker::take_free(std::size_t kind) {
  VirtualUser* const user = free_[kind].back();
  free_[kind].pop_back();
  surplus_[kind].taken(free_[kind].size());
  return user;
}

// Removes the users that were created during a stall of the target.
void LoadWorker::release_idle_users(Time now) {
  for (std::size_t kind = 0; kind < free_.size(); ++kind) {
    if (course_.paused(now - start_)) surplus_[kind].restart();
    const std::size_t count = surplus_[kind].leaving(now, free_[kind].size());
    if (count == 0) continue;
    // A user whose SetUp took an item of a feeder stays. Otherwise the next user could get an item
    // that is in use, or none.
    const auto end = free_[kind].begin() + static_cast<std::ptrdiff_t>(count);
    const auto staying = std::stable_partition(
        free_[kind].begin(), end, [](const auto* user) { return !user->session.owns_item(); });
    const std::vector<VirtualUser*> leaving(free_[kind].begin(), staying);
    free_[kind].erase(free_[kind].begin(), staying);
    for (VirtualUser* const user : leaving) {
      user->retired = true;
      reactor_.wake(user->session.fiber(), Wake::kReady);
    }
  }
}

void LoadWorker::replace_leaver() {
  const auto kind = kind_waited_for();
  if (kind && active_ < user_cap()) new_user(*kind);
}

void LoadWorker::adjust_users(Time now) {
  if (iterations_.all_taken()) return;
  const double level = course_.level(now - start_);
  const auto total = static_cast<std::size_t>(std::lround(level));
  const std::size_t due = share_of(total, index_, plan_->workers);
  const std::size_t wanted = due - std::min(due, done_users_);
  while (active_ < wanted) {
    if (new_user(kind_to_add()) == nullptr) {
      refused_users_ = std::max<std::uint64_t>(refused_users_, wanted - active_);
      return;
    }
  }
  retire(active_ - wanted);
}

// Users with an exact number are created first, and removed last.
std::size_t LoadWorker::kind_to_add() {
  for (std::size_t kind = 0; kind < exactly_.size(); ++kind) {
    if (active_of_[kind] < exactly_[kind].value_or(0)) return kind;
  }
  return kind_of(pick(random_));
}

void LoadWorker::retire(std::size_t surplus) {
  for (const bool exact : {false, true}) {
    for (const auto& user : users_) {
      if (surplus == 0) return;
      if (user->session.fiber().done() || exactly_[user->kind].has_value() != exact) continue;
      user->retired = true;  // leaves at the end of its iteration
      if (user->resting) reactor_.wake(user->session.fiber(), Wake::kReady);
      --surplus;
    }
  }
}

void LoadWorker::serve_arrivals(VirtualUser& user) {
  const bool made_in_time = Clock::now() < end_;
  bool ready = user.session.set_up(plan_->mix.first(user.kind));
  // If the target delays SetUp beyond the end of the run, the arrival does not start.
  if (made_in_time && Clock::now() >= end_ + kLate) ready = false;
  auto& waiting = waiting_arrivals_[user.kind];
  while (!user.retired) {
    if (!user.has_arrival && !waiting.empty() && !arrivals_ended_) {
      user.arrival = waiting.front();
      waiting.pop_front();
      user.has_arrival = true;
    }
    if (!user.has_arrival && !waiting_slots_.empty() && !arrivals_ended_) {
      // A slot serves any journey, so select one of the class of this user.
      user.arrival = {pick(user.kind, user.random), waiting_slots_.front(), waiting_slots_.front()};
      waiting_slots_.pop_front();
      user.has_arrival = true;
    }
    if (!user.has_arrival) {
      if (arrivals_ended_ || kind_waited_for()) break;
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
    count_start(user.arrival.due, now);
    if (measured(user.arrival.due)) user_wait_.record(now - user.arrival.launched);
    user.session.walk(user.arrival.journey, user.arrival.due, now);
  }
  user.session.tear_down();
}

void LoadWorker::loop(VirtualUser& user) {
  const bool ready = user.session.set_up(plan_->mix.first(user.kind));
  if (!ready) rest(user, Clock::now() + kAfterFailedSetUp);
  std::uint64_t left = iterations_.per_user().value_or(UINT64_MAX);
  for (;;) {
    const Time begin = sit_out_pause(user);
    if (!ready || user.retired || arrivals_ended_) break;
    if (left == 0 || (iterations_.limited() && !iterations_.take())) {
      ++done_users_;
      break;
    }
    --left;
    const JourneyId journey = pick(user.kind, user.random);
    user.arrival = {journey, begin, begin};
    count_start(begin, begin);
    if (measured(begin)) ++offered_;
    const std::uint64_t before = context_.progress.turns();
    user.session.walk(journey, begin, begin);
    if (arrivals_ended_ || user.retired) break;
    if (plan_->pacing > Duration(0)) {
      rest(user, begin + plan_->pacing);
    } else if (context_.progress.turns() == before) {
      // A journey that never waited must let other users run.
      reactor_.sleep_until(Clock::now() + 1ms);
    }
  }
  user.session.tear_down();
}

void LoadWorker::rest(VirtualUser& user, Time until) {
  if (arrivals_ended_) return;
  user.resting = true;
  reactor_.sleep_until(until);
  user.resting = false;
}

// Waits while the load is paused. Returns the time at which the user may continue.
Time LoadWorker::sit_out_pause(VirtualUser& user) {
  Time now = Clock::now();
  while (!arrivals_ended_ && !user.retired && course_.paused(now - start_)) {
    ++paused_;
    user.paused = true;
    rest(user, Time::max());
    user.paused = false;
    --paused_;
    now = Clock::now();
  }
  return now;
}

void LoadWorker::let_go() {
  for (const auto& user : users_) {
    if (user->paused) reactor_.wake(user->session.fiber(), Wake::kReady);
  }
}

Time LoadWorker::take(Session& session) {
  auto& user = *static_cast<VirtualUser*>(session.owner());
  if (!waiting_slots_.empty()) {
    const Time slot = waiting_slots_.front();
    waiting_slots_.pop_front();
    const Time now = Clock::now();
    count_start(slot, now);
    if (measured(slot)) user_wait_.record(now - slot);
    return slot;
  }
  if (arrivals_ended_) return Time::max();
  user.slot = Time::max();
  waiting_users_.push_back(&user);
  reactor_.suspend(Time::max(), Reactor::Precision::kCoarse);
  if (user.slot != Time::max()) count_start(user.slot, Clock::now());
  return user.slot;
}

// A body that does not end keeps its stack, because forced unwinding is not safe.
void LoadWorker::park(std::unique_ptr<VirtualUser> user) {
  ++parked_;
  const JourneyId id = user->arrival.journey;
  const Journey& journey = *context_.mix[id];
  const std::string message = fmt::format(
      "{} did not end when it was told to stop, so its user was left behind; let its loops end "
      "when requests fail",
      journey.full_name);
  if (recorder_.count_failure(id, "", journey.location.file, journey.location.line, message,
                              Outside::kYes)) {
    recorder_.add_example(message);
  }
  keep_for_good(std::move(user));
}

}  // namespace traffic::detail
