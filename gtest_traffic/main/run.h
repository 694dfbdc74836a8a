// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Runs all selected tests and returns the exit code: 0 all passed, 1 something failed or nothing
// ran. GoogleTest alone calls zero tests a success.
int run_all_tests();

}  // namespace traffic
