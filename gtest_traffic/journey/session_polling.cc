// SPDX-License-Identifier: Apache-2.0
// Repeats a block of a session until it passes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "gtest_traffic/eventually.h"
#include "gtest_traffic/journey/iteration_ended.h"
#include "gtest_traffic/journey/poll_schedule.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/units.h"

namespace traffic {

bool eventually(Within within, Every every, const std::function<void()>& block, Location location) {
  detail::Session* const session = detail::Session::current();
  if (session == nullptr) {
    ADD_FAILURE() << "eventually() waits on a virtual user's fiber: call it in a journey";
    return false;
  }
  return session->poll(within.duration, every.duration, block, location);
}

void give_up(std::string_view message, Location location) {
  detail::Session* const session = detail::Session::current();
  if (session == nullptr)
    throw std::logic_error("give_up() outside of a journey: " + std::string(message));
  session->give_up(message, location);
}

namespace detail {

bool Session::poll(Duration within, Duration every, const std::function<void()>& block,
                   Location location) {
  const Running running(*position_, Running::Code::kLibrary);
  position_->call(location);
  refuse_inside_a_body();
  const auto now_is = [this] { return context_->poll_clock(); };
  const Time begin = now_is();
  Time deadline = after(begin, within);
  if (iteration_.held != nullptr) deadline = std::min(deadline, iteration_.held->deadline);
  PollSchedule schedule(begin, deadline, every);
  HeldChecks held;
  held.deadline = deadline;
  for (;;) {
    schedule.start(now_is());
    attempt(block, held);
    if (iteration_.interrupted || context_->client.stopping) {
      stopped_call();
      iteration_.interrupted = true;
      discard_attempt(held);
      throw IterationEnded();
    }
    if (held.failures.empty() && !held.ended) {
      report_attempt(held, {});
      return true;
    }
    const Time now = now_is();
    const auto next = held.ended ? std::nullopt : schedule.next(now);
    if (!next) {
      report_attempt(held, fmt::format("{} attempt{} in {}", schedule.attempts(),
                                       schedule.attempts() == 1 ? "" : "s",
                                       to_string(now - schedule.begin())));
      if (held.ended || held.fatal()) throw IterationEnded();
      return false;
    }
    discard_attempt(held);
    pause(*next);
  }
}

void Session::give_up(std::string_view message, Location location) {
  const Running running(*position_, Running::Code::kLibrary);
  if (iteration_.held != nullptr) iteration_.held->ended = true;
  fail(location, message);
  throw IterationEnded();
}

void Session::attempt(const std::function<void()>& block, HeldChecks& held) {
  close_request();
  held.outer = iteration_.held;
  held.step = iteration_.step;
  held.ended = false;
  held.failures.clear();
  held.samples.clear();
  held.unjudged = unjudged_.size();
  iteration_.held = &held;
  run(block);
  judge_attempt(held);  // the request stays open: checks after the block still refer to it
  iteration_.held = held.outer;
}

void Session::discard_attempt(HeldChecks& held) {
  for (Sample& sample : held.samples) {
    sample.failed_checks = 0;
    record(sample);
  }
  for (std::size_t i = held.unjudged; i < unjudged_.size(); ++i) {
    unjudged_[i].sample.failed_checks = 0;
  }
  record_unjudged(held.unjudged);
  LatestRequest& request = iteration_.request;
  if (!request.takes_checks()) return;
  request.exchange->status_checked = true;
  request.sample.failed_checks = 0;
}

void Session::report_attempt(HeldChecks& held, std::string_view polled) {
  for (const Sample& sample : held.samples) record(sample);
  for (const HeldChecks::Failure& failure : held.failures) {
    FailedCheck check = failure.check;
    check.file = failure.file;
    check.message = failure.message;
    check.mismatch = failure.mismatch ? &*failure.mismatch : nullptr;
    check.cause.said = failure.said;
    check.polled = failure.polled.empty() ? polled : failure.polled;
    count_failed_check(check);
  }
}

}  // namespace detail
}  // namespace traffic
