// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Returns whether an argument is `--help` or `-h`. Replaces such an argument by `--help`, so that
// GoogleTest also prints its flags.
bool wants_help(int argc, char** argv);

// Prints the flags of this library.
void print_flags();

// Runs all selected tests. Returns the exit code: 0 if all passed, 1 if a test failed or no test
// ran. GoogleTest alone treats zero tests as a success.
int run_all_tests();

}  // namespace traffic::detail
