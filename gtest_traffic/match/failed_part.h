// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace traffic::detail {

// Tells which part of a matcher refused a response, for the cause of the failure.
struct FailedPart {
  enum class Reason : std::uint8_t { kUnknown, kNotJson, kMissing, kOtherValue };

  bool described = false;  // GoogleTest describes a matcher only when its check failed
  unsigned number = 0;     // of AllOf's matcher, from 1; 0: none, or the status tells it
  Reason reason = Reason::kUnknown;
};

// Returns this thread's note. Matchers write it only when they refuse.
inline FailedPart& failed_part() {
  thread_local FailedPart part;
  return part;
}

}  // namespace traffic::detail
