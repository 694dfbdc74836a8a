// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/failure.h"

namespace traffic::detail {

using StepId = std::uint32_t;     // index of a step name, per recorder
using JourneyId = std::uint32_t;  // index of a journey in the mix

// Describes the result of one step: a request with its checks, or a STEP block.
struct Sample {
  StepId step = 0;
  Time intended;  // intended send time; equals `sent` in the closed model
  Time sent;      // start of the last attempt
  Time done;
  Duration cap_wait{0};  // delay by the rate cap after `intended`; excluded from all times
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
  std::uint32_t attempts = 1;
  std::uint32_t redirects = 0;             // followed, each with a request of its own
  std::uint32_t replaced_connections = 0;  // attempts that no server received
  std::uint32_t failed_checks = 0;
  int status = 0;
  Failure failure = Failure::kNone;
  bool is_block = false;  // a STEP block: has its own row, not included in the totals

  bool failed() const { return failed_checks != 0 || failure != Failure::kNone; }
  std::uint64_t requests_sent() const { return attempts + redirects - replaced_connections; }
};

}  // namespace traffic::detail
