// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "gtest_traffic/load/arrival.h"

namespace traffic::detail {

// The due arrivals of an open load that no user was free for. In a request-paced load, a slot is
// the due time of a request, which any user can send. Oldest first. Pure.
class ArrivalQueue {
 public:
  explicit ArrivalQueue(std::size_t user_classes) : arrivals_(user_classes) {}

  void add(std::size_t user_class, const Arrival& arrival) {
    arrivals_[user_class].push_back(arrival);
  }
  void add_slot(Time due) { slots_.push_back(due); }

  std::optional<Arrival> take(std::size_t user_class);
  std::optional<Time> take_slot();

  // Returns a user class that an arrival waits for; nothing if none waits.
  std::optional<std::size_t> waiting_user_class() const;

  // Removes all arrivals and slots. Returns the number of those due in [from, to).
  std::uint64_t clear_and_count(Time from, Time to);

 private:
  std::vector<std::deque<Arrival>> arrivals_;  // by user class
  std::deque<Time> slots_;
};

}  // namespace traffic::detail
