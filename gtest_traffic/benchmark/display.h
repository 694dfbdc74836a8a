// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace traffic {

// Runs the benchmarks that Google Benchmark's flags select, and returns how many there were. What
// people read is printed without histograms; JSON holds them.
std::size_t run_benchmarks();

}  // namespace traffic
