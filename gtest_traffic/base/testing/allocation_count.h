// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// How many pieces of memory this thread has taken from the heap so far. A program that links
// allocation_count.cc has its `operator new` replaced by one that counts.
long allocation_count();

}  // namespace traffic
