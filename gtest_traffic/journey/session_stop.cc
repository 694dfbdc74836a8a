// SPDX-License-Identifier: Apache-2.0
// How a session gives way to others, and what remains to be done when it is left behind.
#include <utility>

#include "gtest_traffic/journey/session.h"

namespace traffic {
namespace {

// So many calls of a user are answered at once when the run stops.
constexpr unsigned kCallsToEnd = 100;

}  // namespace

// A body that goes on although requests fail must not keep the thread to itself.
void Session::give_way() {
  if (exchange_->failure == Failure::kStopped) {
    interrupted_ = true;
    return stopped_call();
  }
  give_way_to_others();
}

// Nothing, unless an earlier call of this turn did not wait either.
void Session::give_way_to_others() {
  const std::uint64_t turn = context_->progress.turns();
  if (std::exchange(busy_turn_, turn) == turn) context_->reactor.yield();
}

void Session::stopped_call() {
  // A body that goes on regardless must leave the thread to others, until its own is parked.
  if (++stopped_calls_ > kCallsToEnd)
    context_->reactor.sleep_until(Clock::now() + std::chrono::milliseconds(5));
}

void Session::conclude() {
  if (!open_ || sending_) return;
  open_ = false;
  record(sample_);
}

}  // namespace traffic
