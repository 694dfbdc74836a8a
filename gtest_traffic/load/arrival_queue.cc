// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/arrival_queue.h"

#include <algorithm>

namespace traffic::detail {
namespace {

template <class T>
std::optional<T> take_first(std::deque<T>& queue) {
  if (queue.empty()) return std::nullopt;
  const T first = queue.front();
  queue.pop_front();
  return first;
}

}  // namespace

std::optional<Arrival> ArrivalQueue::take(std::size_t user_class) {
  return take_first(arrivals_[user_class]);
}

std::optional<Time> ArrivalQueue::take_slot() { return take_first(slots_); }

std::optional<std::size_t> ArrivalQueue::waiting_user_class() const {
  const auto some = std::find_if(arrivals_.begin(), arrivals_.end(),
                                 [](const auto& waiting) { return !waiting.empty(); });
  if (some == arrivals_.end()) return std::nullopt;
  return static_cast<std::size_t>(some - arrivals_.begin());
}

std::uint64_t ArrivalQueue::clear_and_count(Time from, Time to) {
  std::uint64_t count = 0;
  const auto add = [&](Time due) { count += due >= from && due < to ? 1 : 0; };
  for (auto& waiting : arrivals_) {
    for (const Arrival& arrival : waiting) add(arrival.due);
    waiting.clear();
  }
  for (const Time due : slots_) add(due);
  slots_.clear();
  return count;
}

}  // namespace traffic::detail
