// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Readies this process: takes our flags and variables out of the arguments, selects what they say,
// and attaches the reports. Call it once, after testing::InitGoogleTest and before RUN_ALL_TESTS,
// where main() is not ours. With bad input it prints every mistake and ends the process with exit
// code 2, before anything is sent.
void Install(int* argc, char** argv);

}  // namespace traffic
