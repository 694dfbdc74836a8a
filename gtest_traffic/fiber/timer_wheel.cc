// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/timer_wheel.h"

#include <algorithm>

namespace traffic::detail {

TimerWheel::TimerWheel(Time start) : next_tick_(tick_of(start)) {
  for (TimerNode& slot : slots_) slot.next_ = slot.previous_ = &slot;
}

void TimerWheel::link(TimerNode& list, TimerNode& node) {
  node.previous_ = list.previous_;
  node.next_ = &list;
  list.previous_->next_ = &node;
  list.previous_ = &node;
}

void TimerWheel::unlink(TimerNode& node) {
  node.previous_->next_ = node.next_;
  node.next_->previous_ = node.previous_;
  node.next_ = node.previous_ = nullptr;
}

void TimerWheel::add(TimerNode& node, Time due) {
  node.due_ = due;
  // A past time goes into the next slot to be checked.
  const std::int64_t tick = std::max({tick_of(due), next_tick_, floor_});
  link(slots_[static_cast<std::size_t>(tick) % kSlots], node);
  ++count_;
}

void TimerWheel::remove(TimerNode& node) {
  if (!node.scheduled()) return;
  unlink(node);
  --count_;
}

}  // namespace traffic::detail
