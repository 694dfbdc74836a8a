// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/check_reporter.h"

namespace traffic::detail {

CheckReporter::~CheckReporter() {
  if (finished_ || !base_) return;
  // The destructors of the other reporters restore an outdated reporter. This one is destroyed last
  // and restores the current one.
  const Reporter present(nullptr);
  parked_.reset();
  base_.reset();
}

void CheckReporter::switched_in() {
  // The destructor of a reporter restores the one that was current at its construction.
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

}  // namespace traffic::detail
