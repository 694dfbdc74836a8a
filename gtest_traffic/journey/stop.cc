// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/stop.h"

namespace traffic {
namespace {

// Constant initialisation: a handler may read it before any static of another file exists.
constinit std::atomic<int> level{0};
static_assert(std::atomic<int>::is_always_lock_free);

}  // namespace

std::atomic<int>& stop_level() { return level; }

}  // namespace traffic
