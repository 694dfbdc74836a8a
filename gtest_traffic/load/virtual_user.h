// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/load/arrival.h"
#include "gtest_traffic/random.h"

namespace traffic::detail {

// One user of a load: its session and its state.
struct VirtualUser {
  VirtualUser(RunContext& context, std::size_t user_class, std::uint64_t number, std::uint64_t seed,
              const std::function<void(VirtualUser&)>& life)
      : user_class(user_class),
        session(context, number, seed, [this, life](Session&) { life(*this); }),
        random(mix_seed(seed, 1)) {
    session.set_owner(this);
  }

  std::size_t user_class;  // index of the User class
  Session session;
  Random random;
  Arrival arrival;
  bool has_arrival = false;
  bool retired = false;
  bool resting = false;  // between two iterations: can be woken early to leave
  bool paused = false;   // rests because the load is paused
  Time slot;             // request-paced: when its next request is due
};

}  // namespace traffic::detail
