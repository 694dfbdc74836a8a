// SPDX-License-Identifier: Apache-2.0
// How a worker runs a user: set-up, iterations, tear-down and abandonment.
#include <fmt/format.h>

#include <mutex>
#include <utility>
#include <vector>

#include "gtest_traffic/load/load_worker.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Delay after a failed SetUp, before another user replaces this one.
constexpr Duration kAfterFailedSetUp = 1s;

// Keeps a user until the process ends, because suspended stacks refer to it.
void keep_until_exit(std::unique_ptr<VirtualUser> user) {
  static std::mutex mutex;
  static auto* const parked = new std::vector<std::unique_ptr<VirtualUser>>;
  const std::lock_guard lock(mutex);
  parked->push_back(std::move(user));
}

}  // namespace

void LoadWorker::run_user(VirtualUser& user) {
  if (pacer_) {
    serve_arrivals(user);
  } else {
    repeat_iterations(user);
  }
  pool_.leave(user);
  if (arrivals_ended_) return;
  if (iterations_done()) {
    end_arrivals();
    return;
  }
  // Replaces the user if an arrival waits.
  const auto user_class = queue_.waiting_user_class();
  if (user_class && pool_.active() < user_cap()) pool_.add(*user_class);
}

void LoadWorker::serve_arrivals(VirtualUser& user) {
  const bool made_in_time = Clock::now() < end_;
  bool ready = user.session.set_up(plan_->mix.first(user.user_class));
  // If the target delays SetUp beyond the end of the run, the arrival does not start.
  if (made_in_time && Clock::now() >= end_ + kLate) ready = false;
  while (!user.retired) {
    if (!user.has_arrival && !take_arrival(user)) {
      if (arrivals_ended_ || queue_.waiting_user_class()) break;
      pool_.add_free(user);
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
    user.session.run_iteration(user.arrival.journey, user.arrival.due, now);
  }
  user.session.tear_down();
}

// Takes an arrival that waits. A slot (the due time of a request) fits any journey, so this picks
// one of the user's class.
bool LoadWorker::take_arrival(VirtualUser& user) {
  if (arrivals_ended_) return false;
  if (const auto arrival = queue_.take(user.user_class)) {
    user.arrival = *arrival;
    return true;
  }
  const std::optional<Time> slot = queue_.take_slot();
  if (slot) user.arrival = {pick(user.user_class, user.random), *slot, *slot};
  return slot.has_value();
}

void LoadWorker::repeat_iterations(VirtualUser& user) {
  const bool ready = user.session.set_up(plan_->mix.first(user.user_class));
  if (!ready) rest_until(user, Clock::now() + kAfterFailedSetUp);
  std::uint64_t left = iterations_.per_user().value_or(UINT64_MAX);
  for (;;) {
    const Time begin = wait_while_paused(user);
    if (!ready || user.retired || arrivals_ended_) break;
    if (left == 0 || (iterations_.limited() && !iterations_.take())) {
      pool_.complete_iterations(user);
      break;
    }
    --left;
    const JourneyId journey = pick(user.user_class, user.random);
    user.arrival = {journey, begin, begin};
    count_start(begin, begin);
    if (measured(begin)) ++offered_;
    const std::uint64_t before = context_.progress.turns();
    user.session.run_iteration(journey, begin, begin);
    if (arrivals_ended_ || user.retired) break;
    if (plan_->pacing > Duration(0)) {
      rest_until(user, begin + plan_->pacing);
    } else if (context_.progress.turns() == before) {
      // A journey that never waited must let other users run.
      reactor_.sleep_until(Clock::now() + 1ms);
    }
  }
  user.session.tear_down();
}

void LoadWorker::rest_until(VirtualUser& user, Time time) {
  if (arrivals_ended_) return;
  user.resting = true;
  reactor_.sleep_until(time);
  user.resting = false;
}

// Waits while the load is paused. Returns the time at which the user may continue.
Time LoadWorker::wait_while_paused(VirtualUser& user) {
  Time now = Clock::now();
  while (!arrivals_ended_ && !user.retired && paused(now)) {
    ++paused_;
    user.paused = true;
    rest_until(user, Time::max());
    user.paused = false;
    --paused_;
    now = Clock::now();
  }
  return now;
}

Time LoadWorker::wait_for_slot(Session& session) {
  auto& user = *static_cast<VirtualUser*>(session.owner());
  if (const std::optional<Time> slot = queue_.take_slot()) {
    const Time now = Clock::now();
    count_start(*slot, now);
    if (measured(*slot)) user_wait_.record(now - *slot);
    return *slot;
  }
  if (arrivals_ended_) return Time::max();
  user.slot = Time::max();
  pool_.add_ready(user);
  reactor_.suspend(Time::max(), Reactor::Precision::kCoarse);
  if (user.slot != Time::max()) count_start(user.slot, Clock::now());
  return user.slot;
}

// A journey that does not end keeps its stack, because forced unwinding is not safe.
void LoadWorker::park(std::unique_ptr<VirtualUser> user) {
  ++parked_;
  const JourneyId id = user->arrival.journey;
  const Journey& journey = *context_.mix[id];
  const std::string message = fmt::format(
      "{} did not end after the stop request, so its user was abandoned; end its loops "
      "when requests fail",
      journey.full_name);
  if (recorder_.count_failure(
          {id, "", journey.location.file, journey.location.line, message, Outside::kYes})) {
    recorder_.add_example(message);
  }
  keep_until_exit(std::move(user));
}

}  // namespace traffic::detail
