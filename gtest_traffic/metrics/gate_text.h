// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/gate.h"

namespace traffic::detail {

std::string samples_text(std::uint64_t count, std::string_view unit);  // `1,234 requests`

// Formats a value with extra digits if it is close to its bound.
std::string shown_distinct_from(Metric::Kind kind, double value, double bound);

// Returns an error if the report has no stage of this name, otherwise an empty string.
std::string unknown_stage(const std::string& name, const Report& report);

// Returns why a gate cannot judge a journey over time.
std::string journey_over_time(const std::string& journey);

double latency_of(const Metric& metric, const Histogram& times);  // in seconds

}  // namespace traffic::detail
