// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/histogram.h"

namespace traffic {

// Writes a histogram as the label of a benchmark's run, which Google Benchmark's JSON holds.
std::string histogram_label(const Histogram& response_time);

// Reads it back; nothing where the label is another.
std::optional<Expected<Histogram>> histogram_of_label(std::string_view label);

}  // namespace traffic
