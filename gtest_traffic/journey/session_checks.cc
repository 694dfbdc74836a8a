// SPDX-License-Identifier: Apache-2.0
// Handles the failed checks of a session.
#include <array>
#include <utility>

#include "gtest_traffic/config/rerun_command.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/journey/har_path.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/match/failure_text.h"
#include "gtest_traffic/match/said.h"
#include "gtest_traffic/user.h"

namespace traffic::detail {

void Session::check_failed(const testing::TestPartResult& result) {
  const Running running(*whereabouts_, Running::What::kLibrary);
  if (result.skipped()) {
    skipped_ = true;
    skip_message_ = result.message();
    for (HeldChecks* held = held_; held != nullptr; held = held->outer) held->ended = true;
    return;
  }
  std::array<char, kSaidLength> room;
  FailedPart part = std::exchange(failed_part(), {});
  // Without a response every matcher fails, so the part that failed adds no information.
  if (exchange_ != nullptr && exchange_->failure != Failure::kNone) part = {};
  note(result.file_name(), result.line_number(), result.message(),
       said_by(result.message(), part, room), result.fatally_failed());
}

void Session::fail(Location location, std::string_view message) {
  std::array<char, kSaidLength> room;
  fail(location, message, said_by(message, {}, room));
}

void Session::fail(Location location, std::string_view message, std::string_view said) {
  note(location.file, location.line, message, said, true);
}

void Session::note(const char* file, int line, std::string_view message, std::string_view said,
                   bool fatal) {
  // Failures caused by the stop of a run say nothing about the target.
  if (interrupted_ || context_->stopping) return;
  if (open_) ++sample_.failed_checks;
  // Requests of a user's SetUp and TearDown count in no error rate.
  const bool outside = in_set_up_ || (!open_ && context_->recorder.measured(iteration_due_));
  const Exchange* const exchange = requests_ > 0 ? exchange_ : nullptr;
  settle({.file = file == nullptr ? "" : file,
          .line = line,
          .message = message,
          .fatal = fatal,
          .step = step_name(),
          .step_number = requests_,
          .exchange = exchange,
          .outside = outside ? Outside::kYes : Outside::kNo,
          .cause = {.failure = exchange == nullptr ? Failure::kNone : exchange->failure,
                    .status = exchange == nullptr ? 0 : exchange->status,
                    .said = said,
                    .text = quiet() ? FailureCause::Text::kOmitted : FailureCause::Text::kFull}});
}

// Counts a failed check for the iteration, the request and the steps, and reports it unless a
// polling block holds it.
void Session::settle(const FailedCheck& check) {
  const Step* const outer = held_ == nullptr ? nullptr : held_->step;
  for (Step* step = step_; step != outer; step = step->outer_) ++step->failed_checks_;
  if (held_ != nullptr) {
    held_->add(check);
  } else {
    report(check);
  }
}

void Session::report(const FailedCheck& check) {
  ++failed_checks_;
  const bool test = context_->use == RunContext::Use::kTest;
  // A loop that fails for minutes must not exhaust the memory.
  if (test && ++all_failures_ > kMaxFailures) return;
  if (!test && !context_->recorder.count_failure(journey_id_, check.step, check.file, check.line,
                                                 check.message, check.outside, check.cause)) {
    return;
  }
  FailureContext evidence;
  evidence.journey = journey_->full_name;
  evidence.step = check.step;
  evidence.step_number = check.step_number;
  evidence.polled = check.polled;
  evidence.seed = iteration_seed_;
  evidence.user = number_;
  evidence.iteration = iteration_;
  const Row row = user_ == nullptr ? Row() : user_->row;
  const std::string row_text = row.description();
  evidence.row = row_text;
  const std::string name = journey_->full_name + (row ? "_" + row.name() : "");
  const std::string command = rerun_command(name, iteration_seed_);
  evidence.rerun_command = command;
  evidence.exchange = check.exchange;
  const std::string har = test ? har_path(name) : std::string();
  evidence.har = har;
  std::string text = failure_text(evidence, check.message, check.file, check.line);
  if (test) {
    failures_.push_back({std::string(check.file), check.line, std::string(check.message),
                         std::move(text), check.fatal});
  } else {
    context_->recorder.add_example(std::move(text));
  }
}

void Session::record(const Sample& sample) {
  if (held_ != nullptr) {
    held_->samples.push_back(sample);
  } else if (in_set_up_) {
    context_->recorder.record_set_up(sample);
  } else {
    context_->recorder.record(sample);
  }
}

Location Session::here() const { return open_ ? exchange_->location : journey_->location; }

std::string_view Session::step_name() const {
  if (open_) return exchange_->name;
  return step_ != nullptr ? step_->name_ : std::string_view(in_set_up_ ? "SetUp" : "");
}

}  // namespace traffic::detail
