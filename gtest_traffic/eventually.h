// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/location.h"

namespace traffic {

// Limits the duration of a polling block.
struct Within {
  Duration duration = {};
};
constexpr Within within(Duration duration) { return {duration}; }

// Sets the interval from the start of one attempt to the start of the next, at least one
// millisecond.
struct Every {
  Duration duration = {};
};
constexpr Every every(Duration duration) { return {duration}; }

// Runs a block repeatedly until no check in it fails; returns whether an attempt passed. Reports
// only the failures of the last attempt, with the number of attempts and their total time. If one
// of those is fatal (ASSERT_*, an exception, a missing value), or the block skips, the iteration
// ends. Each request is a step of the report. A repeated attempt adds no error to the report,
// unless one of its requests got no response. The virtual user waits on its fiber. A nested block
// ends at the deadline of the outer block at the latest. Requests in progress are not interrupted.
bool eventually(Within within, Every every, const std::function<void()>& block,
                Location location = Location::current());

// Ends a polling block permanently with a failed check, because the awaited condition can no longer
// occur. Outside of a polling block, ends the iteration.
[[noreturn]] void give_up(std::string_view message, Location location = Location::current());

namespace detail {

struct Eventually {
  Within within = {};
  Every every = {};
  Location location = {};

  template <class Block>
  void operator<<(Block&& block) const {
    eventually(within, every, std::forward<Block>(block), location);
  }
};

}  // namespace detail
}  // namespace traffic

// Opens a polling block: `EVENTUALLY(within(10s), every(250ms)) { … };`. The braces are the body of
// a lambda, so that ASSERT_* ends the attempt. The final semicolon is therefore required.
// Equivalent function: traffic::eventually.
#define GTEST_TRAFFIC_EVENTUALLY(within_, every_) \
  ::traffic::detail::Eventually{within_, every_, {__FILE__, __LINE__}} << [&]() -> void

#ifndef GTEST_TRAFFIC_NO_SHORT_MACROS
#define EVENTUALLY(within_, every_) GTEST_TRAFFIC_EVENTUALLY(within_, every_)
#endif
