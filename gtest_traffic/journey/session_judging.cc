// SPDX-License-Identifier: Apache-2.0
// Judges the errors of a session that no check evaluated. A check may evaluate a response until the
// iteration ends, so such requests are kept until then, with the STEP blocks that contain them.
#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/journey/held_checks.h"
#include "gtest_traffic/journey/session.h"

namespace traffic::detail {

// Returns whether a request since `begin`, the start of a STEP block, may become a failed check.
bool Session::holds_unchecked(Time begin) const {
  const LatestRequest& request = iteration_.request;
  if (request.takes_checks() && request.sample.sent >= begin && request.unchecked()) return true;
  return !unjudged_.empty() && unjudged_.back().sample.sent >= begin;
}

// Call it at the end of an iteration, and of SetUp and TearDown.
void Session::judge() {
  if (unjudged_.empty()) return;
  for (LatestRequest& request : unjudged_) {
    if (!request.sample.is_block && request.unchecked()) fail_unchecked(request);
  }
  record_unjudged(0);
}

// An attempt of a polling block fails if a request has no response. A status is judged at the end
// of the iteration, because a check after the block may evaluate it.
void Session::judge_attempt(const HeldChecks& held) {
  const auto is_unanswered = [](const LatestRequest& request) {
    return request.exchange->failure != Failure::kNone && request.unchecked();
  };
  for (std::size_t i = held.unjudged; i < unjudged_.size(); ++i) {
    if (!unjudged_[i].sample.is_block && is_unanswered(unjudged_[i])) fail_unchecked(unjudged_[i]);
  }
  if (iteration_.request.takes_checks() && is_unanswered(iteration_.request)) {
    fail_unchecked(iteration_.request);
  }
}

void Session::fail_unchecked(LatestRequest& request) {
  if (iteration_.skipped) return;
  const Exchange& exchange = *request.exchange;
  const bool was_quiet = quiet_;
  const LatestRequest latest = std::exchange(iteration_.request, request);
  iteration_.request.state = LatestRequest::State::kOpen;
  choose_text(exchange);
  const std::string message =
      exchange.failure != Failure::kNone
          ? fmt::format("no response ({})", to_string(exchange.failure))
          : fmt::format(
                "status {}, which no check evaluated: check it with StatusIs, or allow it "
                "with .any_status = AnyStatus::kAllowed",
                exchange.status);
  const Location at = exchange.location;
  add_failed_check({.file = at.file, .line = at.line, .message = message}, "");
  const std::uint32_t failed_checks = iteration_.request.sample.failed_checks;
  iteration_.request = latest;
  quiet() = quiet_ = was_quiet;
  request.sample.failed_checks = failed_checks;
  for (LatestRequest& block : unjudged_) {
    const bool contains = block.sample.is_block && block.sample.sent <= request.sample.sent &&
                          request.sample.done <= block.sample.done;
    if (contains) ++block.sample.failed_checks;
  }
}

void Session::record_unjudged(std::size_t from) {
  for (std::size_t i = from; i < unjudged_.size(); ++i) {
    if (unjudged_[i].sample.is_block) {
      record(unjudged_[i].sample);
    } else {
      end_request(unjudged_[i]);
    }
  }
  unjudged_.erase(unjudged_.begin() + static_cast<std::ptrdiff_t>(from), unjudged_.end());
}

}  // namespace traffic::detail
