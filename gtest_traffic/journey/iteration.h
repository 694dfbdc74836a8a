// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "gtest_traffic/exchange.h"
#include "gtest_traffic/metrics/recorder.h"
#include "gtest_traffic/metrics/sample.h"
#include "gtest_traffic/random.h"

namespace traffic {
class Step;
}  // namespace traffic

namespace traffic::detail {

struct HeldChecks;
struct Journey;

// The latest request of an iteration. Its checks may still be running.
struct LatestRequest {
  // In kSending, a function that supplies or receives a body may run, and its checks may fail.
  enum class State : std::uint8_t { kNone, kSending, kOpen, kClosed };

  State state = State::kNone;
  int number = 0;                      // in its iteration; 0: no request
  const Exchange* exchange = nullptr;  // null: no request
  Sample sample;

  // Returns whether failed checks belong to this request.
  bool takes_checks() const { return state == State::kSending || state == State::kOpen; }

  // Returns whether the request ended in an error that no check has evaluated yet.
  bool unchecked() const {
    return (exchange->status >= 400 || exchange->failure != Failure::kNone) &&
           !exchange->status_checked && sample.failed_checks == 0;
  }
};

// The state of one run of a journey, or of a user's SetUp or TearDown.
struct Iteration {
  const Journey* journey = nullptr;
  JourneyId id = 0;
  std::uint64_t seed = 0;
  Time intended = {};      // due time of the iteration
  Time due = Time::min();  // due time of the next request; min: the time of sending
  Time last = {};          // end of the latest operation that the iteration waited for
  Random think{0};         // for think times
  Step* step = nullptr;
  HeldChecks* held = nullptr;  // of the current polling block
  LatestRequest request = {};
  unsigned failed_checks = 0;
  bool outside_of_journey = false;             // in SetUp or TearDown
  std::string_view code = "the journey body";  // the user's code that runs, for messages
  bool skipped = false;
  bool interrupted = false;  // by the end of the run

  Recorder::Ending ending() const {
    if (interrupted) return Recorder::Ending::kInterrupted;
    if (failed_checks > 0) return Recorder::Ending::kFailed;
    return skipped ? Recorder::Ending::kSkipped : Recorder::Ending::kCompleted;
  }
};

}  // namespace traffic::detail
