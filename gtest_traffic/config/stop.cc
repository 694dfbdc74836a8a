// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/stop.h"

namespace traffic::detail {
namespace {

// Constant initialization: a handler may read it before the initialization of other statics.
constinit std::atomic<int> level{0};
static_assert(std::atomic<int>::is_always_lock_free);

}  // namespace

std::atomic<int>& stop_level() { return level; }

}  // namespace traffic::detail
