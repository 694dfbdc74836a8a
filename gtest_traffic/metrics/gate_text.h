// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/metrics/gate.h"

namespace traffic {

std::string samples_text(std::uint64_t count, std::string_view unit);  // `1,234 requests`

// Shows a value with more digits than one would read otherwise where it lies beside its bound.
std::string shown_beside(Metric::Kind kind, double value, double bound);

double latency_of(const Metric& metric, const Histogram& times);  // in seconds

// Says why a latency that fails may be the generator's doing: the event loop lagged, and by service
// time it would pass. Empty when it is the target's.
std::string generator_doubt(const Gate& gate, const Report& report, const Histogram& service_time);

}  // namespace traffic
