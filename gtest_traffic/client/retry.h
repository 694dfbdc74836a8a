// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/random.h"

namespace traffic::detail {

// The state of a request's attempts so far.
struct Attempts {
  unsigned count = 1;
  Duration longest{0};  // maximum wait that a server may request
};

// Returns the wait before the request is sent again. Returns `std::nullopt` if another attempt
// cannot help, or if the server could process the request twice. After a 429 or 503 with
// Retry-After (RFC 9110 §10.2.3), waits for that time. A 429 or 503 without it is final.
std::optional<Duration> pause_before_retry(const Exchange& exchange, const Attempts& attempts,
                                           Random& jitter);

}  // namespace traffic::detail
