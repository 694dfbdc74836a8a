// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/client/call.h"
#include "gtest_traffic/metrics/sample.h"

namespace traffic::detail {

// Returns the figures of a finished call: the sums over all of its exchanges, and the result of the
// last one. `due` is the intended send time; `Time::min()` means that the request was due when it
// was sent.
Sample sample_of(const Call& call, StepId step, Time due);

}  // namespace traffic::detail
