// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>

#include <cstdint>
#include <string>

#include "gtest_traffic/journey/whereabouts.h"

namespace traffic {

// Readies the calling thread and the process for the two functions below. They use the first free
// real-time signal from SIGRTMIN+3 on, which stays ours until the process ends.
void allow_parking();

// Returns the functions that a thread is in, a line for each, innermost first, down to where the
// library called the journey. Empty where the thread does not answer within a tenth of a second,
// and under ThreadSanitizer, which holds signals back. A wait of the thread's in sleep(), poll()
// and the like may end early with EINTR.
std::string backtrace_of(pthread_t thread);

// Stops a thread for good, where that is safe: code of a journey runs on it, and it holds no lock
// of the allocator, of the standard streams, of GoogleTest or of ours. Tries for half a second.
// What the thread wrote can be read afterwards. Never parks under ThreadSanitizer.
enum class Parking : std::uint8_t { kParked, kStillRuns };
Parking park(pthread_t thread, const Progress& progress);

}  // namespace traffic
