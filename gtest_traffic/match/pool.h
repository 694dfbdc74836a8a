// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory_resource>

namespace traffic::detail {

// Returns the memory resource of the values that matchers own. It lives as long as the process and
// outlives every matcher, static ones included. A new matcher in each iteration therefore does not
// use the heap.
std::pmr::memory_resource& matcher_pool();

}  // namespace traffic::detail
