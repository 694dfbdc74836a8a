// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Prepares this process: removes the flags of this library from the arguments, applies them and the
// variables, and attaches the reports. Call it once in your own main(), after
// testing::InitGoogleTest and before RUN_ALL_TESTS. For invalid input it prints every mistake and
// ends the process with exit code 2, before any request.
void Install(int* argc, char** argv);

}  // namespace traffic
