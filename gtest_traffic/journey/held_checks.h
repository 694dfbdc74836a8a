// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/match/condense.h"
#include "gtest_traffic/metrics/failure_cause.h"
#include "gtest_traffic/metrics/failure_log.h"
#include "gtest_traffic/metrics/sample.h"

namespace traffic {
class Step;
}  // namespace traffic

namespace traffic::detail {

// A failed check and its context. Contains only views.
struct FailedCheck {
  std::string_view file;
  int line = 0;
  std::string_view message;            // text from GoogleTest
  const Mismatch* mismatch = nullptr;  // if a matcher of this library failed
  bool fatal = false;
  std::string_view step = {};
  int step_number = 0;
  const Exchange* exchange = nullptr;
  Outside outside = Outside::kNo;
  FailureCause cause = {};
  std::string_view polled = {};  // describes the attempts, if this is the last of several

  // Returns the text of the check, which may have been left out to save time.
  CheckText text() const {
    if (mismatch == nullptr) return condense(message);
    if (cause.text == FailureCause::Text::kFull) return check_text(*mismatch);
    return {"a check failed, and its text was left out to save time"};
  }
};

// Holds the failed checks of one attempt of a polling block until it is known whether they count.
struct HeldChecks {
  struct Failure {
    FailedCheck check;  // without its texts
    std::string file, message, polled, said;
    std::optional<Mismatch> mismatch;
  };

  void add(const FailedCheck& check) {
    failures.push_back({check, std::string(check.file), std::string(check.message),
                        std::string(check.polled), std::string(check.cause.said),
                        check.mismatch == nullptr ? std::nullopt : std::optional(*check.mismatch)});
  }
  bool fatal() const {
    return std::any_of(failures.begin(), failures.end(),
                       [](const Failure& one) { return one.check.fatal; });
  }

  Time deadline;
  HeldChecks* outer = nullptr;  // of the enclosing polling block
  Step* step = nullptr;         // the step that contains the block
  bool ended = false;           // no further attempts are wanted
  std::size_t unjudged = 0;     // index of the first unjudged request of the attempt
  std::vector<Failure> failures;
  std::vector<Sample> samples;
};

}  // namespace traffic::detail
