// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace traffic {

// How far a person has asked the process to stop: 0 not, 1 no new arrivals (what runs may finish),
// 2 at once. A signal handler raises it, every worker reads it: lock-free, safe from any thread and
// from a signal handler.
std::atomic<int>& stop_level();

}  // namespace traffic
