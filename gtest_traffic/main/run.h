// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Runs all selected tests. Returns the exit code: 0 if all passed, 1 if a test failed or no test
// ran. GoogleTest alone treats zero tests as a success.
int run_all_tests();

}  // namespace traffic::detail
