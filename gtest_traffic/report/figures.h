// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/report.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

// Formats milliseconds for a column of a table. Larger values have fewer decimals: `0.045`, `4.52`,
// `45.2`, `4,520`.
std::string milliseconds(Duration duration);

std::string compact(Duration duration);  // `45ms`: like to_string, without the space
std::string compact(Percent percent);    // `98.7%`; a value below 100 % is never shown as `100.0%`
std::string per_second_text(double count);  // `20.0`, `1,234`
std::string bytes_text(double bytes);       // `8.1 kB`, powers of 1000
std::string time_left(Duration duration);   // `14s`, `4m 12s`, `1h 02m`; rounded to seconds
std::string addresses_text(
    const GeneratorHealth& health);  // `16 to 10.0.0.1:80, 15 to 10.0.0.2:80`
std::string counted(std::uint64_t count, std::string_view noun);  // `1 gate`, `12 gates`

// Returns the figures of an endpoint: `302 req (99.0% success, 45ms avg)`.
std::string endpoint_text(std::uint64_t requests, std::uint64_t errors, Duration average);

}  // namespace traffic::detail
