// SPDX-License-Identifier: Apache-2.0
// Handles the failed checks of a session.
#include <array>
#include <optional>
#include <utility>

#include "gtest_traffic/config/rerun_command.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/journey/har_path.h"
#include "gtest_traffic/journey/login_evidence.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/match/failure_text.h"
#include "gtest_traffic/match/said.h"
#include "gtest_traffic/user.h"

namespace traffic::detail {

void Session::check_failed(const testing::TestPartResult& result) {
  const Running running(*position_, Running::Code::kLibrary);
  if (result.skipped()) {
    iteration_.skipped = true;
    skip_message_ = result.message();
    for (HeldChecks* held = iteration_.held; held != nullptr; held = held->outer)
      held->ended = true;
    return;
  }
  std::array<char, kSaidLength> room;
  const Exchange* const exchange = iteration_.request.exchange;
  const std::optional<Mismatch> mismatch = take_mismatch(result.message());
  std::string_view said;
  if (!mismatch) {
    said = said_by(result.message(), room);
  } else if (exchange == nullptr || exchange->failure == Failure::kNone) {
    // Without a response every matcher fails, so the part that failed adds no information.
    said = said_by(mismatch->cause, room);
  }
  add_failed_check({.file = result.file_name() == nullptr ? "" : result.file_name(),
                    .line = result.line_number(),
                    .message = result.message(),
                    .mismatch = mismatch ? &*mismatch : nullptr,
                    .fatal = result.fatally_failed()},
                   said);
}

void Session::fail(Location location, std::string_view message) {
  std::array<char, kSaidLength> room;
  fail(location, message, said_by(message, room));
}

void Session::fail(Location location, std::string_view message, std::string_view said) {
  add_failed_check(
      {.file = location.file, .line = location.line, .message = message, .fatal = true}, said);
}

void Session::add_failed_check(FailedCheck check, std::string_view said) {
  // Failures caused by the stop of a run say nothing about the target.
  if (iteration_.interrupted || context_->client.stopping) return;
  const bool open = iteration_.request.takes_checks();
  if (open) ++iteration_.request.sample.failed_checks;
  // Requests of a user's SetUp and TearDown count in no error rate.
  const bool outside =
      iteration_.outside_of_journey || (!open && context_->recorder.measured(iteration_.intended));
  const Exchange* const exchange =
      iteration_.request.number > 0 ? iteration_.request.exchange : nullptr;
  check.step = step_name();
  check.step_number = iteration_.request.number;
  check.exchange = exchange;
  check.outside = outside ? Outside::kYes : Outside::kNo;
  check.cause = {.failure = exchange == nullptr ? Failure::kNone : exchange->failure,
                 .status = exchange == nullptr ? 0 : exchange->status,
                 .said = said,
                 .text = quiet() ? FailureCause::Text::kOmitted : FailureCause::Text::kFull};
  count_failed_check(check);
}

// Counts a failed check for the iteration, the request and the steps, and reports it unless a
// polling block holds it.
void Session::count_failed_check(const FailedCheck& check) {
  const Step* const outer = iteration_.held == nullptr ? nullptr : iteration_.held->step;
  for (Step* step = iteration_.step; step != outer; step = step->outer_) ++step->failed_checks_;
  if (iteration_.held != nullptr) {
    iteration_.held->add(check);
  } else {
    report(check);
  }
}

void Session::report(const FailedCheck& check) {
  ++iteration_.failed_checks;
  const bool test = context_->use == RunContext::Use::kTest;
  // A loop that fails for minutes must not exhaust the memory.
  if (test && ++all_failures_ > kMaxFailures) return;
  if (!test && !context_->recorder.count_failure({iteration_.id, check.step, check.file, check.line,
                                                  check.message, check.outside, check.cause})) {
    return;
  }
  FailureContext evidence;
  evidence.journey = iteration_.journey->full_name;
  evidence.step = check.step;
  evidence.step_number = check.step_number;
  evidence.polled = check.polled;
  evidence.seed = iteration_.seed;
  evidence.user = number_;
  evidence.iteration = iterations_;
  const Row row = user_ == nullptr ? Row() : user_->row;
  const std::string row_text = row.description();
  evidence.row = row_text;
  const std::string name = iteration_.journey->full_name + (row ? "_" + row.name() : "");
  const std::string command = rerun_command(name, iteration_.seed);
  evidence.rerun_command = command;
  evidence.exchange = check.exchange;
  const std::string har = test ? har_path(name) : std::string();
  evidence.har = har;
  CheckText said = check.text();
  const std::string file(check.file);
  std::string text = failure_text(evidence, said, {file.c_str(), check.line});
  if (test) {
    std::string login =
        login_evidence_of(check, said.summary, iteration_.outside_of_journey, evidence.row);
    failures_.push_back({file, check.line, std::move(said.summary), std::move(text), check.fatal,
                         std::move(login)});
  } else {
    context_->recorder.add_example(std::move(text), std::move(said.summary));
  }
}

void Session::record(const Sample& sample) {
  if (iteration_.held != nullptr) {
    iteration_.held->samples.push_back(sample);
  } else if (iteration_.outside_of_journey) {
    context_->recorder.record_set_up(sample);
  } else {
    context_->recorder.record(sample);
  }
}

Location Session::here() const {
  const LatestRequest& request = iteration_.request;
  return request.takes_checks() ? request.exchange->location : iteration_.journey->location;
}

std::string_view Session::step_name() const {
  if (iteration_.request.takes_checks()) return iteration_.request.exchange->name;
  if (iteration_.step != nullptr) return iteration_.step->name_;
  if (!iteration_.outside_of_journey) return {};
  return iteration_.code == "TearDown" ? "TearDown" : "SetUp";
}

}  // namespace traffic::detail
