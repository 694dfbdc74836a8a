// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace traffic::detail {

// Runs the benchmarks that Google Benchmark's flags select, and returns their number. Only the JSON
// format includes the histograms.
std::size_t run_benchmarks();

}  // namespace traffic::detail
