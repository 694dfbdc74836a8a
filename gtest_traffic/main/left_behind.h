// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Keeps a journal of what journeys make at a target that was given, and before the first test
// deletes there what earlier runs that died have left behind.
void watch_what_is_left();

// Deletes what all earlier runs have left behind, or at the target given; says what came of it.
// Returns the exit code: 1 when something is still there.
int clean_up_and_report();

}  // namespace traffic
