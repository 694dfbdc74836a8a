// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/location.h"

namespace traffic {

// Bounds how long a polling block may go on failing.
struct Within {
  Duration duration = {};
};
constexpr Within within(Duration duration) { return {duration}; }

// Sets the time from the start of one attempt to the start of the next, at least a millisecond.
struct Every {
  Duration duration = {};
};
constexpr Every every(Duration duration) { return {duration}; }

// Runs a block again and again until no check in it fails; returns whether that came to be. Only
// the failures of the last attempt are reported, with the number of attempts and the time they
// took. If one of those was fatal (ASSERT_*, an exception, a missing value), or the block skipped,
// the journey's iteration ends. Each request is a step of the report; an attempt that is made again
// leaves no error there, unless a request of it got no response. The virtual user waits on its
// fiber. A block in another ends no later than that one's deadline; a request that runs is not cut.
bool eventually(Within within, Every every, const std::function<void()>& block,
                Location location = Location::current());

// Ends a polling block for good, as a failed check, because what it waits for can no longer come.
// Outside of one it ends the iteration.
[[noreturn]] void give_up(std::string_view message, Location location = Location::current());

namespace internal {

struct Eventually {
  Within within = {};
  Every every = {};
  Location location = {};

  template <class Block>
  void operator<<(Block&& block) const {
    eventually(within, every, std::forward<Block>(block), location);
  }
};

}  // namespace internal
}  // namespace traffic

// Opens a block that is polled: `EVENTUALLY(within(10s), every(250ms)) { … };`. The braces are the
// body of a lambda, so that ASSERT_* ends the attempt; hence the semicolon. Twin:
// traffic::eventually.
#define GTEST_TRAFFIC_EVENTUALLY(within_, every_) \
  ::traffic::internal::Eventually{within_, every_, {__FILE__, __LINE__}} << [&]() -> void

#ifndef GTEST_TRAFFIC_NO_SHORT_MACROS
#define EVENTUALLY(within_, every_) GTEST_TRAFFIC_EVENTUALLY(within_, every_)
#endif
