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

// Says that the report has no such stage; empty when it has.
std::string unknown_stage(const std::string& name, const Report& report);

double latency_of(const Metric& metric, const Histogram& times);  // in seconds

}  // namespace traffic
