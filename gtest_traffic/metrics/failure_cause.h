// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/failure.h"

namespace traffic::detail {

// Distinguishes the failures of one check by the outcome of the latest request and by the fault
// that the check reported. Comparing two causes formats nothing. Does not own its text.
struct FailureCause {
  // States whether the text of the check was omitted to save time.
  enum class Text : std::uint8_t { kFull, kOmitted };

  Failure failure = Failure::kNone;
  int status = 0;              // 0: no request, or no response
  std::string_view said = {};  // empty if the outcome of the request is the whole cause
  Text text = Text::kFull;

  bool same_outcome(Failure other_failure, int other_status) const {
    return failure == other_failure && status == other_status;
  }
};

// Formats a cause for users, without secrets: `status 404`, `no response (reset)`.
std::string to_string(const FailureCause& cause);

// Returns `, status 404` for the cause of a distinct failure; empty if it has none. Adds no secret.
std::string cause_suffix(std::string_view cause);

}  // namespace traffic::detail
