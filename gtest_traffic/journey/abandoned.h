// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace traffic {

// Keeps what a thread refers to that was left behind, and has the process end without destructors
// of statics, which could wait for that thread for ever. Standard output and error are flushed.
// Thread-safe.
void abandon(std::shared_ptr<void> whatever);

// Has GoogleTest skip the tests that have not run, now that one failed which left a thread behind:
// it may hold what they need. What ends tests has a minute from then on; a process that has not
// ended by then, because something waits for that thread, writes GoogleTest's XML and ends with 1.
void skip_remaining_tests();

// Tells whether they are skipped. GoogleTest itself begins anew with each repetition.
bool skips_remaining_tests();

}  // namespace traffic
