// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory_resource>

namespace traffic::detail {

// Returns the memory resource of the values that matchers own. It lives as long as the process, and
// thus longer than static matchers. It reuses memory, so that a new matcher in each iteration does
// not use the heap. Thread-safe.
std::pmr::memory_resource& matcher_pool();

}  // namespace traffic::detail
