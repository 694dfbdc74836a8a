// SPDX-License-Identifier: Apache-2.0
// Records the STEP blocks of a session.
#include <exception>

#include "gtest_traffic/journey/session.h"

namespace traffic::detail {

void Session::enter(Step& step, Location location) {
  const Running running(*position_, Running::Code::kLibrary);
  step.id_ = context_->recorder.intern({}, step.name_);
  position_->call(context_->recorder.step_name(step.id_), location);
  refuse_inside_a_body();
  close_request();
  step.uncaught_exceptions_ = std::uncaught_exceptions();
  iteration_.step = &step;
}

void Session::leave(Step& step) {
  const Running running(*position_, Running::Code::kLibrary);
  // The request stays open: checks after the block and a current exception still refer to it.
  const bool unwinding = std::uncaught_exceptions() > step.uncaught_exceptions_;
  if (unwinding) ++step.failed_checks_;
  iteration_.step = step.outer_;
  if (iteration_.interrupted || iteration_.outside_of_journey) return;
  Sample sample;
  sample.step = step.id_;
  sample.is_block = true;
  sample.intended = sample.sent = step.begin_;
  sample.done = Clock::now();
  sample.failed_checks = step.failed_checks_;
  if (holds_unchecked(step.begin_)) [[unlikely]] {
    unjudged_.push_back({.state = LatestRequest::State::kClosed, .sample = sample});
  } else {
    record(sample);
  }
}

}  // namespace traffic::detail
