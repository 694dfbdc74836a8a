// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace traffic::detail {

// Keeps an object alive until the process ends, because an abandoned thread refers to it. From then
// on the process exits without running destructors of statics: they could wait for that thread
// forever. Flushes the standard output and error. Thread-safe.
void abandon(std::shared_ptr<void> object);

// Makes GoogleTest skip the tests that have not run yet. Called after a test failed and abandoned a
// thread, which may hold locks that other tests need. If the process has not exited one minute
// later, LastResort ends it.
void skip_remaining_tests();

// Returns whether the remaining tests are skipped. GoogleTest starts again with each repetition.
bool skips_remaining_tests();

}  // namespace traffic::detail
