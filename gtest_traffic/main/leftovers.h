// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Finds misspelt flags among the arguments that nobody took; call it once GoogleTest, Google
// Benchmark and we have read theirs. GoogleTest alone would run nothing, or everything, and end
// green. Other arguments and
// `--help` are the host's and pass.
std::vector<Error> check_leftovers(int argc, const char* const* argv);

}  // namespace traffic
