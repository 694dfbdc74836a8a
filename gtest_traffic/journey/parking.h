// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>

#include <cstdint>
#include <string>

#include "gtest_traffic/journey/published_position.h"

namespace traffic::detail {

// Prepares the process and the calling thread for the two functions below. They use the first free
// real-time signal from SIGRTMIN+3 on and keep it until the process ends.
void allow_parking();

// Returns the call stack of a thread, one line for each function, innermost first, down to the
// library's call of the journey. Returns an empty text if the thread does not answer within a tenth
// of a second, and under ThreadSanitizer, which delays signals. A call of the thread to sleep() or
// poll() may return early with EINTR.
std::string backtrace_of(pthread_t thread);

// Stops a thread for good if that is safe: the thread runs code of a journey, and it holds none of
// the locks that LockProbe checks. Tries for half a second. Afterwards the caller may read the data
// of the thread. Never parks a thread under ThreadSanitizer.
enum class Parking : std::uint8_t { kParked, kStillRuns };
Parking park(pthread_t thread, const Progress& progress);

}  // namespace traffic::detail
