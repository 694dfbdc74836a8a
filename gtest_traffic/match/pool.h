// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory_resource>

namespace traffic {

// Returns the memory that what matchers own comes from: it is kept for the process and outlives
// every matcher, static ones too, so that making one in each iteration takes nothing from the heap.
std::pmr::memory_resource& matcher_pool();

}  // namespace traffic
