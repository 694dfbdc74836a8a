// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace traffic::detail {

// Returns the level of the requested stop: 0 none, 1 no new arrivals (running journeys may finish),
// 2 immediately. Each SIGINT or SIGTERM raises it by one, up to 2, and every worker reads it.
// Lock-free; safe in any thread and in a signal handler.
std::atomic<int>& stop_level();

}  // namespace traffic::detail
