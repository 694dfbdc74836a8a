// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace traffic::detail {

// Returns the level of the requested stop: 0 none, 1 no new arrivals (running journeys may finish),
// 2 immediately. Signals from the person at the terminal request it. A signal handler raises it,
// and every worker reads it. Lock-free; safe in any thread and in a signal handler.
std::atomic<int>& stop_level();

}  // namespace traffic::detail
