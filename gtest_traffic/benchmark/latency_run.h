// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "gtest_traffic/error.h"
#include "gtest_traffic/report.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

// Starts a journey `count` times at a constant rate, after a warm-up of half a second. Returns an
// error if the journey cannot be loaded, a check fails, an arrival is dropped, or the generator
// cannot deliver the load.
Expected<Report> run_latency(const std::string& journey, Rate rate, std::uint64_t count);

}  // namespace traffic::detail
