// SPDX-License-Identifier: Apache-2.0
// Yields to other sessions, and concludes an abandoned session.
#include <utility>

#include "gtest_traffic/journey/session.h"

namespace traffic::detail {
namespace {

// Number of calls per user that return without a delay after the run stops.
constexpr unsigned kCallsToEnd = 100;

}  // namespace

// A journey that ignores failed requests must not block its thread.
void Session::yield_after_failure() {
  if (iteration_.request.exchange->failure == Failure::kStopped) {
    iteration_.interrupted = true;
    return stopped_call();
  }
  yield_if_busy();
}

// Yields if an earlier call of this turn did not wait either.
void Session::yield_if_busy() {
  const std::uint64_t turn = context_->progress.turns();
  if (std::exchange(busy_turn_, turn) == turn) context_->client.reactor.yield();
}

void Session::stopped_call() {
  // A journey that continues regardless must not block its thread until its fiber is abandoned.
  if (++stopped_calls_ > kCallsToEnd)
    context_->client.reactor.sleep_until(Clock::now() + std::chrono::milliseconds(5));
}

void Session::conclude() {
  for (const LatestRequest& unjudged : unjudged_) record(unjudged.sample);
  unjudged_.clear();
  LatestRequest& request = iteration_.request;
  if (request.state != LatestRequest::State::kOpen) return;
  request.state = LatestRequest::State::kClosed;
  record(request.sample);
}

}  // namespace traffic::detail
