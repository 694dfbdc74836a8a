// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/random.h"
#include "gtest_traffic/http/exchange.h"

namespace traffic {

// What came of a request's attempts so far.
struct Attempts {
  unsigned count = 1;
  bool nothing_sent = false;  // no byte of the last one has left
  Duration longest{0};        // that a server may ask to wait
};

// Tells how long to wait before a request is sent again; nothing when that cannot help, or could
// have it processed twice. A 429 or 503 that says when to come back (Retry-After, RFC 9110 §10.2.3)
// is asked again then, one that does not is the answer.
std::optional<Duration> pause_before_retry(const Exchange& exchange, const Attempts& attempts,
                                           Random& jitter);

}  // namespace traffic
