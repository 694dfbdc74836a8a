// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Finds misspelled flags among the remaining arguments. Call it after GoogleTest, Google Benchmark
// and this library have parsed their flags. With a misspelled flag, GoogleTest alone would run no
// tests or all tests, and pass. Ignores other arguments and `--help`, which belong to the host
// program.
std::vector<Error> check_unknown_flags(int argc, const char* const* argv);

}  // namespace traffic::detail
