// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/random.h"
#include "gtest_traffic/http/exchange.h"

namespace traffic {

// Tells how long to wait before a request that has failed `attempts` times is sent again; nothing
// when that cannot help, or could have it processed twice. `nothing_sent` says that no byte of the
// last attempt has left.
std::optional<Duration> pause_before_retry(const Exchange& exchange, unsigned attempts,
                                           bool nothing_sent, Random& jitter);

}  // namespace traffic
