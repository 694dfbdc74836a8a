// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/http/failure.h"

namespace traffic {

// Tells the failures of one check apart: how the latest request ended, and which fault the check
// named. Comparing two costs no formatting. A view.
struct FailureCause {
  // Tells whether the check's text was left out to save time.
  enum class Text : std::uint8_t { kWhole, kLeftOut };

  Failure failure = Failure::kNone;
  int status = 0;              // 0: no request, or no response
  std::string_view said = {};  // empty where the end of the request tells all
  Text text = Text::kWhole;

  bool same_outcome(Failure other_failure, int other_status) const {
    return failure == other_failure && status == other_status;
  }
};

// Prints a cause for people, without secrets: `status 404`, `no response (reset)`.
std::string to_string(const FailureCause& cause);

}  // namespace traffic
