// SPDX-License-Identifier: Apache-2.0
// What becomes of a session's failed checks.
#include "gtest_traffic/journey/rerun_command.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/match/failure_text.h"

namespace traffic {

void Session::check_failed(const testing::TestPartResult& result) {
  if (result.skipped()) {
    skipped_ = true;
    skip_message_ = result.message();
    return;
  }
  note(result.file_name(), result.line_number(), result.message(), result.fatally_failed());
}

void Session::fail(Location location, std::string_view message) {
  note(location.file, location.line, message, true);
}

void Session::note(const char* file, int line, std::string_view message, bool fatal) {
  // What a stopping run makes fail says nothing about the target.
  if (interrupted_ || context_->stopping) return;
  ++failed_checks_;
  if (open_) ++sample_.failed_checks;
  for (Step* step = step_; step != nullptr; step = step->outer_) ++step->failed_checks_;

  const std::string_view path = file == nullptr ? "" : file;
  const bool test = context_->use == RunContext::Use::kTest;
  if (!test && !context_->recorder.count_failure(journey_id_, step_name(), path, line, message))
    return;

  FailureContext evidence;
  evidence.journey = journey_->full_name;
  evidence.step = step_name();
  evidence.step_number = requests_;
  evidence.seed = iteration_seed_;
  evidence.user = number_;
  evidence.iteration = iteration_;
  const std::string command = rerun_command(journey_->full_name, iteration_seed_);
  evidence.rerun_command = command;
  evidence.exchange = requests_ > 0 ? exchange_ : nullptr;
  std::string text = failure_text(evidence, message, path, line);
  if (test) {
    failures_.push_back({std::string(path), line, std::string(message), std::move(text), fatal});
  } else {
    context_->recorder.add_example(std::move(text));
  }
}

Location Session::here() const { return open_ ? exchange_->location : journey_->location; }

std::string_view Session::step_name() const {
  if (open_) return exchange_->name;
  return step_ != nullptr ? step_->name_ : std::string_view(in_set_up_ ? "SetUp" : "");
}

}  // namespace traffic
