// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Keeps a journal of the resources that journeys create at a given target. Before the first test,
// deletes the resources of earlier runs that crashed.
void enable_clean_up();

// Deletes the resources of all earlier runs, or only those at the given target, and prints the
// result. Returns the exit code: 1 if a resource remains or may remain.
int clean_up_and_report();

}  // namespace traffic::detail
