// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <time.h>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Sleeps. A signal can end the sleep early. Async-signal-safe.
inline void nap(Duration duration) {
  constexpr Duration::rep kSecond = 1'000'000'000;
  const timespec time{.tv_sec = duration.count() / kSecond, .tv_nsec = duration.count() % kSecond};
  nanosleep(&time, nullptr);
}

}  // namespace traffic::detail
