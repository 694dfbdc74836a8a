// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/check_reporter.h"

namespace traffic {

CheckReporter::~CheckReporter() {
  if (finished_ || !base_) return;
  // The others reinstate what was current long ago; the last to go reinstates what is now.
  const Reporter present(nullptr);
  parked_.reset();
  base_.reset();
}

void CheckReporter::switched_in() {
  // Destroying a reporter reinstates the one that was current when it was made.
  if (thread_ == Thread::kAsserts) thread_guard_.emplace(nullptr);
  if (!base_) {
    base_.emplace(sink_);
  } else {
    parked_.reset();
  }
}

void CheckReporter::switched_out() {
  if (!finished_) parked_.emplace(sink_);
  thread_guard_.reset();
}

void CheckReporter::finish() {
  base_.reset();
  finished_ = true;
}

}  // namespace traffic
