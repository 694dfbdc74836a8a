// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Returns the number of heap allocations of this thread so far. Linking allocation_count.cc
// replaces `operator new` by a version that counts.
long allocation_count();

}  // namespace traffic::detail
