// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/failure.h"

namespace traffic {

using StepId = std::uint32_t;     // index of a step name, per recorder
using JourneyId = std::uint32_t;  // index of a journey in the mix

// Tells what happened to one step: a request with its checks, or a STEP block.
struct Sample {
  StepId step = 0;
  Time intended;  // when it should have been sent; equals `sent` in the closed model
  Time sent;      // start of the last attempt
  Time done;
  Duration cap_wait{0};  // for the rate cap, after `intended`: no part of any time
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
  std::uint32_t attempts = 1;
  std::uint32_t failed_checks = 0;
  int status = 0;
  Failure failure = Failure::kNone;
  bool is_block = false;  // a STEP block: its own row, left out of the totals

  bool failed() const { return failed_checks != 0 || failure != Failure::kNone; }
};

}  // namespace traffic
