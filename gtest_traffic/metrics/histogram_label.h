// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/histogram.h"

namespace traffic::detail {

// Encodes a histogram as the label of a benchmark run, which the JSON of Google Benchmark contains.
std::string histogram_label(const Histogram& response_time);

// Decodes such a label; returns `std::nullopt` if the label has another format.
std::optional<Expected<Histogram>> histogram_of_label(std::string_view label);

}  // namespace traffic::detail
